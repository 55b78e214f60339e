/** @file Scene cuts, seen as a sudden change of a coarse picture of brightness. After a cut no track may keep its name. */
import type { Pixels } from './pixels.ts';

const COLUMNS = 16;
const ROWS = 9;

/** Mean brightness of `COLUMNS` x `ROWS` cells, 0..255 each. */
export type LumaGrid = Float32Array;

/** What was seen of a video so far. */
export interface SceneState {
  readonly grid: LumaGrid | undefined;
  /** Running mean of the change from frame to frame, 0..255: large in a fast pan, small at rest. */
  readonly usualChange: number;
}

export const NO_SCENE: SceneState = { grid: undefined, usualChange: 0 };

/** Mean change of a cell, of 255, below which nothing counts as a cut: noise, a light switched on. */
const MIN_CUT_CHANGE = 14;
/** A cut changes this many times more than the frames before it did; a pan that sets in does not. */
const CUT_FACTOR = 3;
/** Weight of the newest change in the running mean: three frames into a pan, the pan is usual. */
const MEMORY = 0.4;

/** The state after the frame, and whether the frame begins a new scene. */
export function watchScene(scene: SceneState, pixels: Pixels): { scene: SceneState; isCut: boolean } {
  const grid = lumaGrid(pixels);
  if (scene.grid === undefined) return { scene: { grid, usualChange: 0 }, isCut: false };
  const change = meanChange(scene.grid, grid);
  const isCut = change > MIN_CUT_CHANGE && change > CUT_FACTOR * scene.usualChange;
  // A jump says little about how the new scene moves, but movement that goes on must become usual.
  const counted = isCut ? Math.min(change, 2 * MIN_CUT_CHANGE) : change;
  const usualChange = scene.usualChange * (1 - MEMORY) + counted * MEMORY;
  return { scene: { grid, usualChange }, isCut };
}

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

function meanChange(before: LumaGrid, after: LumaGrid): number {
  let sum = 0;
  for (let cell = 0; cell < before.length; cell++) sum += Math.abs((before[cell] ?? 0) - (after[cell] ?? 0));
  return sum / before.length;
}
