/** @file Scene cuts, seen as a sudden change of a coarse picture of brightness. After a cut no track may keep its name. */
import type { Pixels } from './pixels.ts';

const COLUMNS = 16;
const ROWS = 9;

/** Mean brightness of `COLUMNS` x `ROWS` cells, 0..255 each. */
export type LumaGrid = Float32Array;

/**
 * Mean change of a cell that counts as a cut, of 255. Between neighbouring frames at 10 per second pans, zooms and people who move
 * stay below 9 on the demo's scenes and on both recorded clips; the demo's cuts lie above 30.
 */
const CUT_DIFFERENCE = 18;

/** Luma after Rec. 601, every fourth pixel of every fourth row: enough for a mean. */
export function lumaGrid(pixels: Pixels): LumaGrid {
  const sums = new Float32Array(COLUMNS * ROWS);
  const counts = new Float32Array(COLUMNS * ROWS);
  const { width, height, data } = pixels;
  for (let y = 0; y < height; y += 4) {
    const row = Math.floor((y * ROWS) / height) * COLUMNS;
    for (let x = 0; x < width; x += 4) {
      const cell = row + Math.floor((x * COLUMNS) / width);
      const at = (y * width + x) * 4;
      const luma = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
      sums[cell] = (sums[cell] ?? 0) + luma;
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return sums.map((sum, cell) => sum / Math.max(1, counts[cell] ?? 1));
}

export function isSceneCut(before: LumaGrid, after: LumaGrid): boolean {
  let sum = 0;
  for (let cell = 0; cell < before.length; cell++) sum += Math.abs((before[cell] ?? 0) - (after[cell] ?? 0));
  return sum / before.length > CUT_DIFFERENCE;
}
