/**
 * @file The colours of the similarity picture: one run of lightness, so that even steps look evenly apart, also to
 * colour-blind people. Whoever is near stands out from the paper, which is light or dark.
 */

/**
 * Mixed in OKLab, whose distances are those that the eye sees.
 * Source: Björn Ottosson 2020, "A perceptual color space for image processing".
 */
const LIGHT = { near: '#04234f', far: '#f1eee7' };
const DARK = { near: '#ffe27a', far: '#262c2f' };

/** Of the distance below which a face gets a name: nearer is nothing but near, farther nothing but far. */
const NEAREST_SHARE = 0.6;
const FARTHEST_SHARE = 1.8;

/** 0 for those who are one to the network, 1 for those who are nothing alike. */
export function remotenessOf(distance: number, maxDistance: number): number {
  const share = maxDistance > 0 ? distance / maxDistance : FARTHEST_SHARE;
  return Math.min(1, Math.max(0, (share - NEAREST_SHARE) / (FARTHEST_SHARE - NEAREST_SHARE)));
}

/** A CSS colour. @param remoteness see `remotenessOf` */
export function colourOf(remoteness: number, isDark: boolean): string {
  const { near, far } = isDark ? DARK : LIGHT;
  return `color-mix(in oklab, ${far} ${String(Math.round(remoteness * 100))}%, ${near})`;
}

/** The whole scale from near to far, for a legend. */
export function gradientOf(isDark: boolean): string {
  const { near, far } = isDark ? DARK : LIGHT;
  return `linear-gradient(90deg in oklab, ${near}, ${far})`;
}
