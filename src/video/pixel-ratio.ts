/** @file How finely labels are painted. */

/** Beyond it nobody sees a difference, and a label would take megabytes. */
const MAX_RATIO = 4;

/** Device pixels per CSS pixel with the page's zoom; of pinching, in steps, since that changes with every frame. */
export function pixelRatioOf({ devicePixelRatio, visualViewport }: Window): number {
  const pinched = Math.ceil((visualViewport?.scale ?? 1) * 2) / 2;
  return Math.min(MAX_RATIO, devicePixelRatio * pinched);
}
