/**
 * @file The colours of the similarity picture: even steps look evenly apart, also to colour-blind people. Whoever is near
 * stands out from the paper, which is light or dark.
 */

/**
 * Ten even steps of cividis.
 * Source: Nuñez, Anderton & Renslow 2018, "Optimizing colormaps with consideration for color vision deficiency".
 */
const CIVIDIS = [
  [0, 32, 77],
  [0, 48, 111],
  [57, 71, 109],
  [87, 93, 109],
  [112, 115, 115],
  [138, 138, 121],
  [166, 162, 118],
  [196, 187, 109],
  [229, 215, 92],
  [255, 234, 70],
] as const;

/** Of the distance below which a face gets a name: nearer is nothing but near, farther nothing but far. */
const NEAREST_SHARE = 0.6;
const FARTHEST_SHARE = 1.8;

/** 0 for those who are one to the network, 1 for those who are nothing alike. */
export function nearnessOf(distance: number, maxDistance: number): number {
  const share = maxDistance > 0 ? distance / maxDistance : FARTHEST_SHARE;
  return Math.min(1, Math.max(0, (share - NEAREST_SHARE) / (FARTHEST_SHARE - NEAREST_SHARE)));
}

/** @param nearness see `nearnessOf` */
export function colourOf(nearness: number, isDark: boolean): string {
  const at = (isDark ? 1 - nearness : nearness) * (CIVIDIS.length - 1);
  const below = Math.min(CIVIDIS.length - 2, Math.floor(at));
  const [low, high] = [CIVIDIS[below], CIVIDIS[below + 1]];
  const mixed = [0, 1, 2].map((channel) => {
    const [from, to] = [low?.[channel] ?? 0, high?.[channel] ?? 0];
    return Math.round(from + (to - from) * (at - below));
  });
  return `rgb(${mixed.join(' ')})`;
}

/** The whole scale from near to far, for a legend. */
export function gradientOf(isDark: boolean): string {
  const stops = CIVIDIS.map((_, index) => colourOf(index / (CIVIDIS.length - 1), isDark));
  return `linear-gradient(90deg, ${stops.join(', ')})`;
}
