/** @file What a network answered to some pictures, and whether that can tell faces apart. Pure. */
import { euclideanDistance } from '../../core/embedding/embedding.ts';
import { FaultError } from '../../core/errors/fault.ts';
import { MAX_DIMENSION, MIN_DIMENSION } from './graph-facts.ts';

/**
 * Of the longest row. Two pictures of one person differ by a hundred times that, and the rounding of float32 by a
 * hundredth of it.
 */
const MIN_SPREAD = 1e-3;
/** How far the sum of a softmax may be from 1. */
const SUM_TOLERANCE = 1e-3;

/**
 * @param rows one for each of at least two pictures that differ.
 * @throws FaultError `model-not-vector`, `model-not-finite`, `model-is-classifier` or `model-constant`.
 */
export function judgeRows(rows: readonly Float32Array[]): void {
  const dimension = rows[0]?.length ?? 0;
  const isVector = rows.every(({ length }) => length === dimension);
  if (!isVector || dimension < MIN_DIMENSION || dimension > MAX_DIMENSION) {
    throw new FaultError('model-not-vector', `${String(dimension)} numbers`);
  }
  if (!rows.every((row) => row.every(Number.isFinite))) throw new FaultError('model-not-finite', 'probe');
  if (rows.every(isDistribution)) throw new FaultError('model-is-classifier', 'rows sum to 1');
  if (spreadOf(rows) < MIN_SPREAD) throw new FaultError('model-constant', 'all rows are alike');
}

function isDistribution(row: Float32Array): boolean {
  const sum = row.reduce((total, value) => total + value, 0);
  return row.every((value) => value >= 0) && Math.abs(sum - 1) < SUM_TOLERANCE;
}

/** The largest distance from the first row, as a share of the longest row. */
function spreadOf(rows: readonly Float32Array[]): number {
  const [first] = rows;
  if (first === undefined) return 0;
  const longest = Math.max(...rows.map((row) => Math.hypot(...row)));
  const farthest = Math.max(...rows.map((row) => euclideanDistance(first, row)));
  return longest === 0 ? 0 : farthest / longest;
}
