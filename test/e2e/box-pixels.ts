/** @file Where a named face's box is painted, read from a screenshot: what a person sees, not what the overlay says. */
import type { Page } from 'puppeteer-core';
import { PNG } from 'pngjs';
import type { Rect } from './overlay.ts';

export interface PaintedBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The stroke of `.face[data-state='named']`, see overlay-style.ts. */
const STROKE = [45, 212, 191] as const;
const MAX_DIFFERENCE = 24;

/** Extent of all painted stroke `within`, or anywhere, in CSS pixels of the viewport; undefined where there is none. */
export async function paintedBox(page: Page, within?: Rect): Promise<PaintedBox | undefined> {
  const scale = (await page.evaluate('devicePixelRatio')) as number;
  const { width, height, data } = PNG.sync.read(Buffer.from(await page.screenshot()));
  const part = within ?? { x: 0, y: 0, width: width / scale, height: height / scale };
  const firstX = Math.max(0, Math.floor(part.x * scale));
  const firstY = Math.max(0, Math.floor(part.y * scale));
  const endX = Math.min(width, Math.ceil((part.x + part.width) * scale));
  const endY = Math.min(height, Math.ceil((part.y + part.height) * scale));
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  for (let y = firstY; y < endY; y++) {
    for (let x = firstX; x < endX; x++) {
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
