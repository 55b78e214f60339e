/**
 * @file The box of a track as it is shown: place and size, each through a 1€ filter of its own, so that neither ever leaves the
 * range of what was detected.
 */
import type { BoundingBox } from '../geometry/bounding-box.ts';
import { filterOneEuro, type OneEuroParameters, type OneEuroState } from './one-euro.ts';

export type BoxSmoothing = Readonly<Record<keyof BoundingBox, OneEuroState>>;

/** At rest, 30 frames a second, a box that trembles by 3 % of its size is shown at two fifths of that. */
const MIN_CUTOFF_HZ = 1;
/**
 * For each box size a second: a head that moves its own width in a second is followed with a time constant of 22 ms, so its box
 * is 2 % of its width behind.
 */
const BETA_HZ = 6;
const SPEED_CUTOFF_HZ = 1;
/** In picture sizes: no face is smaller, and nothing is divided by nothing. */
const SMALLEST_SIZE = 1e-4;

export function startSmoothing({ x, y, width, height }: BoundingBox): BoxSmoothing {
  const rest = (value: number): OneEuroState => ({ value, speed: 0 });
  return { x: rest(x), y: rest(y), width: rest(width), height: rest(height) };
}

export function smoothBox(
  smoothing: BoxSmoothing,
  { x, y, width, height }: BoundingBox,
  stepMs: number,
): BoxSmoothing {
  const [acrossBox, downBox] = [parametersFor(width), parametersFor(height)];
  return {
    x: filterOneEuro(smoothing.x, x, stepMs, acrossBox),
    y: filterOneEuro(smoothing.y, y, stepMs, downBox),
    width: filterOneEuro(smoothing.width, width, stepMs, acrossBox),
    height: filterOneEuro(smoothing.height, height, stepMs, downBox),
  };
}

export function boxOf({ x, y, width, height }: BoxSmoothing): BoundingBox {
  return { x: x.value, y: y.value, width: width.value, height: height.value };
}

/** Speeds count by the size of the face: a large one that moves by a tenth of the picture has hardly moved. */
function parametersFor(size: number): OneEuroParameters {
  const beta = BETA_HZ / Math.max(size, SMALLEST_SIZE);
  return { minCutoffHz: MIN_CUTOFF_HZ, beta, speedCutoffHz: SPEED_CUTOFF_HZ };
}
