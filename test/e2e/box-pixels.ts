/** @file Where a named face's box is painted, read from a screenshot: what a person sees, not what the overlay says. */
import type { Page } from 'puppeteer-core';
import { PNG } from 'pngjs';

export interface PaintedBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The stroke of `.face[data-state='named']`, see overlay-style.ts. */
const STROKE = [45, 212, 191] as const;
const MAX_DIFFERENCE = 24;

/** Extent of all painted stroke in CSS pixels of the viewport; undefined where there is none. */
export async function paintedBox(page: Page): Promise<PaintedBox | undefined> {
  const scale = (await page.evaluate('devicePixelRatio')) as number;
  const { width, height, data } = PNG.sync.read(Buffer.from(await page.screenshot()));
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (
        !STROKE.every(
          (value, band) => Math.abs((data[(y * width + x) * 4 + band] ?? 0) - value) < MAX_DIFFERENCE,
        )
      )
        continue;
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x + 1);
      bottom = Math.max(bottom, y + 1);
    }
  }
  if (right < 0) return undefined;
  return { left: left / scale, top: top / scale, right: right / scale, bottom: bottom / scale };
}
