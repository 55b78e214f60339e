/** @file The box of a track as it is shown: centre and size, each through a 1€ filter of its own. */
import type { BoundingBox } from '../geometry/bounding-box.ts';
import { filterOneEuro, type OneEuroParameters, type OneEuroState } from './one-euro.ts';

export interface BoxSmoothing {
  readonly centerX: OneEuroState;
  readonly centerY: OneEuroState;
  readonly width: OneEuroState;
  readonly height: OneEuroState;
}

/** At rest a box that trembles by 3 % of its size trembles by under 1 %, at 20 to 30 frames a second. */
const MIN_CUTOFF_HZ = 1.2;
/**
 * For each box size a second: a head that moves its own width in a second is followed with a time constant of 12 ms, so its box
 * is 1 % of its width behind.
 */
const BETA_HZ = 12;
const SPEED_CUTOFF_HZ = 3;
/** In picture sizes: no face is smaller, and nothing is divided by nothing. */
const SMALLEST_SIZE = 1e-4;

export function startSmoothing({ x, y, width, height }: BoundingBox): BoxSmoothing {
  const rest = (value: number): OneEuroState => ({ value, speed: 0 });
  return {
    centerX: rest(x + width / 2),
    centerY: rest(y + height / 2),
    width: rest(width),
    height: rest(height),
  };
}

export function smoothBox(
  smoothing: BoxSmoothing,
  { x, y, width, height }: BoundingBox,
  stepMs: number,
): BoxSmoothing {
  const [acrossBox, downBox] = [parametersFor(width), parametersFor(height)];
  return {
    centerX: filterOneEuro(smoothing.centerX, x + width / 2, stepMs, acrossBox),
    centerY: filterOneEuro(smoothing.centerY, y + height / 2, stepMs, downBox),
    width: filterOneEuro(smoothing.width, width, stepMs, acrossBox),
    height: filterOneEuro(smoothing.height, height, stepMs, downBox),
  };
}

export function boxOf({ centerX, centerY, width, height }: BoxSmoothing): BoundingBox {
  return {
    x: centerX.value - width.value / 2,
    y: centerY.value - height.value / 2,
    width: width.value,
    height: height.value,
  };
}

/** Speeds count by the size of the face: a large one that moves by a tenth of the picture has hardly moved. */
function parametersFor(size: number): OneEuroParameters {
  return {
    minCutoffHz: MIN_CUTOFF_HZ,
    beta: BETA_HZ / Math.max(size, SMALLEST_SIZE),
    speedCutoffHz: SPEED_CUTOFF_HZ,
  };
}
