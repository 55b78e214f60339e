/**
 * @file Where a part of one picture lies in the next: zero-mean normalised cross-correlation, which a change of light does not
 * disturb. Pure.
 *
 * Source: J. P. Lewis, "Fast Normalized Cross-Correlation", Vision Interface 1995; the sums are direct here, over few points.
 */
import { intersectBoxes, type PixelBox, type Point } from '../geometry/bounding-box.ts';
import type { LumaPlane } from '../image/luma.ts';

export interface PatchMatch {
  /** How far it has moved, in pixels and parts of them. */
  readonly dxPx: number;
  readonly dyPx: number;
  /** -1..1: 1 for the same up to brightness and contrast. */
  readonly likeness: number;
}

export interface PatchSearch {
  /** Where it is expected to have gone, in pixels. */
  readonly dxPx: number;
  readonly dyPx: number;
  /** How far from there it is searched, to each side. */
  readonly reachPx: number;
}

/** Points of the patch that are compared, across and down: of every place within reach, and of the best of them. */
const COARSE_GRID = 8;
const FINE_GRID = 16;
/** Of a patch, the distance of the places that are tried at first: what is like itself is so a little beside as well. */
const COARSE_STEP = 1 / 14;
/** Of a patch, that has to lie in the picture. */
const LEAST_SHARE = 0.75;
/** Standard deviation of its brightness, 0..255: a patch with less is found everywhere. */
const LEAST_CONTRAST = 6;

/**
 * Both pictures have one size. Undefined for a patch that shows nothing, or lies outside, and where the best place is as far
 * as was searched: the true one may be farther.
 */
export function findPatch(
  before: LumaPlane,
  box: PixelBox,
  after: LumaPlane,
  search: PatchSearch,
): PatchMatch | undefined {
  const [coarse, fine] = [samplePatch(before, box, COARSE_GRID), samplePatch(before, box, FINE_GRID)];
  if (coarse === undefined || fine === undefined) return undefined;
  const [startX, startY] = [Math.round(search.dxPx), Math.round(search.dyPx)];
  let step = Math.max(1, Math.round(Math.max(box.widthPx, box.heightPx) * COARSE_STEP));
  const reach = Math.ceil(search.reachPx / step) * step;
  let best = findBest(coarse, after, { x: startX, y: startY }, reach, step);
  if (Math.max(Math.abs(best.x - startX), Math.abs(best.y - startY)) >= reach) return undefined;
  do {
    step = Math.ceil(step / 2);
    best = findBest(fine, after, best, step, step);
  } while (step > 1);
  const likeness = likenessAt(fine, after, best.x, best.y);
  const beside = (x: number, y: number): number => likenessAt(fine, after, best.x + x, best.y + y);
  return {
    dxPx: best.x + vertexOf(beside(-1, 0), likeness, beside(1, 0)),
    dyPx: best.y + vertexOf(beside(0, -1), likeness, beside(0, 1)),
    likeness,
  };
}

/** The best of the places around one, `step` pixels apart. */
function findBest(patch: Patch, plane: LumaPlane, { x, y }: Point, reach: number, step: number): Point {
  let [bestX, bestY, most] = [x, y, -Infinity];
  for (let dy = y - reach; dy <= y + reach; dy += step) {
    for (let dx = x - reach; dx <= x + reach; dx += step) {
      const likeness = likenessAt(patch, plane, dx, dy);
      if (likeness > most) [bestX, bestY, most] = [dx, dy, likeness];
    }
  }
  return { x: bestX, y: bestY };
}

interface Patch {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Of each point, in the plane, from the patch's first one. */
  readonly offsets: Int32Array;
  /** Less their mean, divided by their norm. */
  readonly values: Float32Array;
}

function samplePatch({ width, height, data }: LumaPlane, box: PixelBox, grid: number): Patch | undefined {
  const inside = intersectBoxes(box, { leftPx: 0, topPx: 0, widthPx: width, heightPx: height });
  const share = (inside.widthPx * inside.heightPx) / (box.widthPx * box.heightPx);
  if (!(share >= LEAST_SHARE)) return undefined;
  const [left, top] = [Math.ceil(inside.leftPx), Math.ceil(inside.topPx)];
  const across = pointsOf(Math.floor(inside.leftPx + inside.widthPx) - left, grid);
  const down = pointsOf(Math.floor(inside.topPx + inside.heightPx) - top, grid);
  const count = across.length * down.length;
  if (count === 0) return undefined;
  const offsets = new Int32Array(count);
  const values = new Float32Array(count);
  let [sum, squares, index] = [0, 0, 0];
  for (const y of down) {
    for (const x of across) {
      const value = data[(top + y) * width + left + x] ?? 0;
      offsets[index] = y * width + x;
      values[index] = value;
      sum += value;
      squares += value * value;
      index++;
    }
  }
  const mean = sum / count;
  const spread = squares - sum * mean;
  if (!(spread > LEAST_CONTRAST * LEAST_CONTRAST * count)) return undefined;
  const norm = Math.sqrt(spread);
  const [lastX = 0, lastY = 0] = [across.at(-1), down.at(-1)];
  return {
    left,
    top,
    right: left + lastX,
    bottom: top + lastY,
    offsets,
    values: values.map((value) => (value - mean) / norm),
  };
}

/** At most so many, evenly over so many pixels. */
function pointsOf(sizePx: number, most: number): number[] {
  const count = Math.min(most, sizePx);
  return Array.from({ length: Math.max(0, count) }, (_, index) =>
    Math.floor(((index + 0.5) * sizePx) / count),
  );
}

/** -1 where a part of the patch would lie outside. */
function likenessAt(patch: Patch, { width, height, data }: LumaPlane, dx: number, dy: number): number {
  const { left, top, right, bottom, offsets, values } = patch;
  if (left + dx < 0 || top + dy < 0 || right + dx >= width || bottom + dy >= height) return -1;
  const from = (top + dy) * width + left + dx;
  let [sum, squares, product] = [0, 0, 0];
  for (let index = 0; index < offsets.length; index++) {
    const value = data[from + (offsets[index] ?? 0)] ?? 0;
    sum += value;
    squares += value * value;
    product += value * (values[index] ?? 0);
  }
  // The patch's own values have no mean, so that the mean here takes nothing from the product.
  const spread = squares - (sum * sum) / offsets.length;
  return spread > 0 ? product / Math.sqrt(spread) : -1;
}

/** Of the parabola through three neighbours, the middle one the highest: its top, -0.5..0.5 from the middle. */
function vertexOf(before: number, middle: number, after: number): number {
  const bend = before - 2 * middle + after;
  return before < -0.5 || after < -0.5 || bend >= 0 ? 0 : (before - after) / (2 * bend);
}
