/**
 * @file Shrinking a channel by the mean of a few values of what each new one covers, in whole numbers: every frame of a video goes
 * through these loops.
 */
import type { Axis, Plane } from './plane-axis.ts';

/** The largest value of a channel. */
const MOST = 255;

/** Means of sums of so many values, rounded as a clamped array does it: a table costs half of a division. */
const tables = new Map<number, Uint8ClampedArray>();

/** Fills `target`. Both axes are even. */
export function takeMeans(plane: Plane, across: Axis, down: Axis, target: Uint8ClampedArray): void {
  const samples = across.taps * down.taps;
  const means = meansOf(samples);
  if (across.taps === 3 && down.taps === 3) takeNines(plane, across, down, means, target);
  else if (across.taps === 2 && down.taps === 2) takeFours(plane, across, down, means, target);
  else takeAny(plane, across, down, means, target);
}

/** The brightness of all usual frames. With loops within it, it takes twice the time. */
function takeNines(
  { data, offset, stride, step }: Plane,
  { count, sources }: Axis,
  { sources: rows }: Axis,
  means: Uint8ClampedArray,
  target: Uint8ClampedArray,
): void {
  for (let row = 0, to = 0; row < rows.length; row += 3) {
    const a = offset + (rows[row] ?? 0) * stride;
    const b = offset + (rows[row + 1] ?? 0) * stride;
    const c = offset + (rows[row + 2] ?? 0) * stride;
    for (let x = 0, from = 0; x < count; x++, from += 3, to++) {
      const left = (sources[from] ?? 0) * step;
      const middle = (sources[from + 1] ?? 0) * step;
      const right = (sources[from + 2] ?? 0) * step;
      const sum =
        (data[a + left] ?? 0) +
        (data[a + middle] ?? 0) +
        (data[a + right] ?? 0) +
        (data[b + left] ?? 0) +
        (data[b + middle] ?? 0) +
        (data[b + right] ?? 0) +
        (data[c + left] ?? 0) +
        (data[c + middle] ?? 0) +
        (data[c + right] ?? 0);
      target[to] = means[sum] ?? 0;
    }
  }
}

/** Their colours. */
function takeFours(
  { data, offset, stride, step }: Plane,
  { count, sources }: Axis,
  { sources: rows }: Axis,
  means: Uint8ClampedArray,
  target: Uint8ClampedArray,
): void {
  for (let row = 0, to = 0; row < rows.length; row += 2) {
    const a = offset + (rows[row] ?? 0) * stride;
    const b = offset + (rows[row + 1] ?? 0) * stride;
    for (let x = 0, from = 0; x < count; x++, from += 2, to++) {
      const left = (sources[from] ?? 0) * step;
      const right = (sources[from + 1] ?? 0) * step;
      const sum =
        (data[a + left] ?? 0) + (data[a + right] ?? 0) + (data[b + left] ?? 0) + (data[b + right] ?? 0);
      target[to] = means[sum] ?? 0;
    }
  }
}

function takeAny(
  { data, offset, stride, step }: Plane,
  across: Axis,
  down: Axis,
  means: Uint8ClampedArray,
  target: Uint8ClampedArray,
): void {
  for (let y = 0, to = 0; y < down.count; y++) {
    for (let x = 0; x < across.count; x++, to++) {
      let sum = 0;
      for (let row = y * down.taps; row < (y + 1) * down.taps; row++) {
        const start = offset + (down.sources[row] ?? 0) * stride;
        for (let tap = x * across.taps; tap < (x + 1) * across.taps; tap++)
          sum += data[start + (across.sources[tap] ?? 0) * step] ?? 0;
      }
      target[to] = means[sum] ?? 0;
    }
  }
}

function meansOf(samples: number): Uint8ClampedArray {
  let means = tables.get(samples);
  if (means === undefined) {
    means = new Uint8ClampedArray(MOST * samples + 1);
    for (let sum = 0; sum < means.length; sum++) means[sum] = sum / samples;
    tables.set(samples, means);
  }
  return means;
}
