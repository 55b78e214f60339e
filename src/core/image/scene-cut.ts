/**
 * @file Scene cuts, seen as a sudden change of a coarse picture of brightness: after a cut no track may keep its name. A sudden
 * change of a part only is somebody who joins a call, perhaps.
 */
import { WHOLE_PICTURE, type BoundingBox } from '../geometry/bounding-box.ts';
import { lumaReader } from './luma.ts';
import type { FramePixels } from './yuv.ts';

const COLUMNS = 16;
const ROWS = 9;

/** Mean brightness of `COLUMNS` x `ROWS` cells of the picture, 0..255 each; NaN for those that were not seen whole. */
export type LumaGrid = Float32Array;

/** What was seen of a video so far. */
export interface SceneState {
  /** Each cell as it was seen last. */
  readonly grid: LumaGrid | undefined;
  /** Running mean of the change from frame to frame, 0..255: large in a fast pan, small at rest. */
  readonly usualChange: number;
}

export const NO_SCENE: SceneState = { grid: undefined, usualChange: 0 };

/** Mean change of a cell, of 255, below which nothing counts as a cut: noise, a light switched on. */
const MIN_CUT_CHANGE = 14;
/** A cut changes this many times more than the frames before it did; a pan that sets in does not. */
const CUT_FACTOR = 3;
/**
 * Change of a cell, of 255, and how many such cells are news: in two real clips whoever moves makes none of that from frame to frame,
 * in galleries of swaying portraits it is one pair of frames in ten.
 */
const MIN_NEWS_CHANGE = 25;
const MIN_NEWS_CELLS = 3;
/** Weight of the newest change in the running mean: three frames into a pan, the pan is usual. */
const MEMORY = 0.4;

export interface SceneChange {
  readonly isCut: boolean;
  /** Where the picture has suddenly become another one, normalised to it; empty where it has as a whole. */
  readonly news: readonly BoundingBox[];
}

/** The state after the frame, and what is new in it. What `view` leaves out counts neither way. */
export function watchScene(
  scene: SceneState,
  pixels: FramePixels,
  view: BoundingBox = WHOLE_PICTURE,
): SceneChange & { scene: SceneState } {
  const grid = lumaGrid(pixels, view);
  if (scene.grid === undefined) return { scene: { grid, usualChange: 0 }, isCut: false, news: [] };
  const change = meanChange(scene.grid, grid);
  const isCut = change > MIN_CUT_CHANGE && change > CUT_FACTOR * scene.usualChange;
  // A jump says little about how the new scene moves, but movement that goes on must become usual.
  const counted = isCut ? Math.min(change, 2 * MIN_CUT_CHANGE) : change;
  const usualChange = scene.usualChange * (1 - MEMORY) + counted * MEMORY;
  return {
    scene: { grid: isCut ? grid : joinGrids(scene.grid, grid), usualChange },
    isCut,
    news: isCut ? [] : newsIn(scene.grid, grid, Math.max(MIN_NEWS_CHANGE, CUT_FACTOR * scene.usualChange)),
  };
}

/** Every fourth pixel of every fourth row: enough for a mean. `pixels` show `view`. */
export function lumaGrid(pixels: FramePixels, view: BoundingBox = WHOLE_PICTURE): LumaGrid {
  const sums = new Float32Array(COLUMNS * ROWS);
  const counts = new Float32Array(COLUMNS * ROWS);
  const { width, height } = pixels;
  const lumaAt = lumaReader(pixels);
  for (let y = 0; y < height; y += 4) {
    const row = Math.floor((view.y + (y * view.height) / height) * ROWS) * COLUMNS;
    for (let x = 0; x < width; x += 4) {
      const cell = row + Math.floor((view.x + (x * view.width) / width) * COLUMNS);
      sums[cell] = (sums[cell] ?? 0) + lumaAt(y * width + x);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return sums.map((sum, cell) =>
    isSeenWhole(cell, view) ? sum / Math.max(1, counts[cell] ?? 1) : Number.NaN,
  );
}

function isSeenWhole(cell: number, { x, y, width, height }: BoundingBox): boolean {
  const [column, row] = [cell % COLUMNS, Math.floor(cell / COLUMNS)];
  const isBetween = (from: number, to: number, count: number, index: number): boolean =>
    index >= from * count - EDGE && index + 1 <= to * count + EDGE;
  return isBetween(x, x + width, COLUMNS, column) && isBetween(y, y + height, ROWS, row);
}

/** Of a cell, for arithmetic that is not exact. */
const EDGE = 1e-6;

function joinGrids(before: LumaGrid, after: LumaGrid): LumaGrid {
  return after.map((value, cell) => (Number.isNaN(value) ? (before[cell] ?? Number.NaN) : value));
}

function newsIn(before: LumaGrid, after: LumaGrid, least: number): BoundingBox[] {
  const [width, height] = [1 / COLUMNS, 1 / ROWS];
  const cells = Array.from(after).flatMap((value, cell) =>
    Math.abs(value - (before[cell] ?? value)) > least
      ? [{ x: (cell % COLUMNS) * width, y: Math.floor(cell / COLUMNS) * height, width, height }]
      : [],
  );
  return cells.length < MIN_NEWS_CELLS ? [] : cells;
}

/** Over the cells that both saw. */
function meanChange(before: LumaGrid, after: LumaGrid): number {
  let [sum, count] = [0, 0];
  for (let cell = 0; cell < before.length; cell++) {
    const change = Math.abs((before[cell] ?? 0) - (after[cell] ?? 0));
    if (Number.isNaN(change)) continue;
    sum += change;
    count++;
  }
  return sum / Math.max(1, count);
}
