/** @file Asking the demo page whose face is where, now. */
import type { Page } from 'puppeteer-core';

/**
 * Whose face the truth has at this point of the picture now; undefined when nobody's.
 *
 * @param x and `y` are normalised to the picture of the video with this index
 */
export async function personAt(
  page: Page,
  x: number,
  y: number,
  videoIndex = 0,
): Promise<string | undefined> {
  return page.evaluate(
    (atX, atY, index) =>
      window.demo
        ?.truthAt(performance.now(), index)
        .find(
          ({ box }) =>
            Math.abs(atX - box.x - box.width / 2) < box.width / 2 &&
            Math.abs(atY - box.y - box.height / 2) < box.height / 2,
        )?.person,
    x,
    y,
    videoIndex,
  );
}
