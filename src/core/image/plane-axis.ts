/** @file One line of a channel as it lies in memory, and which of its values make each of the new ones. */

/** One channel: the values are `step` bytes apart, the rows `stride`. */
export interface Plane {
  readonly data: Uint8Array;
  /** Of the first value. */
  readonly offset: number;
  readonly stride: number;
  readonly step: number;
  readonly width: number;
  readonly height: number;
}

/** Which values of a line make each of the new ones, and how much each counts. */
export interface Axis {
  readonly count: number;
  /** Source values for each new one. */
  readonly taps: number;
  /** `taps` for each new value, in rising order: where they are. */
  readonly sources: Int32Array;
  /** `taps` for each new value; they add up to 1. */
  readonly weights: Float32Array;
  /** All weights are alike. */
  readonly isEven: boolean;
}

/**
 * Maps `count` new values onto the stretch of `size` source values from `from` on, of `length` in all; beyond its ends the line
 * goes on with its last value. Bilinear between neighbours where it hardly shrinks. Where it does, each new value is the mean of
 * `mostSamples` that are spread over what it covers, or, with Infinity, of all of them, the middle counting most.
 */
export function makeAxis(
  count: number,
  from: number,
  size: number,
  length: number,
  mostSamples: number,
): Axis {
  const scale = size / count;
  const samples = Math.min(mostSamples, Math.floor(scale));
  if (mostSamples !== Infinity && scale >= 2) return sampledAxis(count, from, scale, length, samples);
  const radius = Math.max(1, scale);
  const taps = 2 * Math.ceil(radius);
  const sources = new Int32Array(count * taps);
  const weights = new Float32Array(count * taps);
  for (let index = 0; index < count; index++) {
    const middle = from + (index + 0.5) * scale - 0.5;
    const first = Math.ceil(middle - radius);
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) sum += weightAt(first + tap - middle, radius);
    for (let tap = 0; tap < taps; tap++) {
      sources[index * taps + tap] = within(first + tap, length);
      weights[index * taps + tap] = weightAt(first + tap - middle, radius) / sum;
    }
  }
  return { count, taps, sources, weights, isEven: false };
}

/** Evenly spread over what each new value covers, to the nearest source value. */
function sampledAxis(count: number, from: number, scale: number, length: number, taps: number): Axis {
  const sources = new Int32Array(count * taps);
  for (let at = 0; at < sources.length; at++)
    sources[at] = within(Math.floor(from + ((at + 0.5) * scale) / taps), length);
  return { count, taps, sources, weights: new Float32Array(count * taps).fill(1 / taps), isEven: true };
}

function weightAt(distance: number, radius: number): number {
  return Math.max(0, 1 - Math.abs(distance) / radius);
}

function within(source: number, length: number): number {
  return Math.min(length - 1, Math.max(0, source));
}

/** What one frame needs for each of its channels, twice: whoever alternates between two parts of a picture finds both. */
const SHELF_LENGTH = 12;

/** Axes that were made lately: frames of one size need the same again and again. */
export class AxisShelf {
  readonly #made: {
    readonly key: readonly [number, number, number, number, number];
    readonly axis: Axis;
  }[] = [];

  /** See `makeAxis`. */
  take(count: number, from: number, size: number, length: number, mostSamples: number): Axis {
    for (const { key, axis } of this.#made)
      if (
        key[0] === count &&
        key[1] === from &&
        key[2] === size &&
        key[3] === length &&
        key[4] === mostSamples
      )
        return axis;
    const axis = makeAxis(count, from, size, length, mostSamples);
    if (this.#made.length === SHELF_LENGTH) this.#made.shift();
    this.#made.push({ key: [count, from, size, length, mostSamples], axis });
    return axis;
  }
}
