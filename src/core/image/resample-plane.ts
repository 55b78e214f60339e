/** @file Scaling one channel of a picture as it lies in memory, whatever lies between its values. */

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
  /** As many as there are new values: where their first source value is. */
  readonly firsts: Int32Array;
  /** Source values for each new one. */
  readonly taps: number;
  /** `taps` for each new value; they add up to 1. */
  readonly weights: Float32Array;
}

/** Weights below this do not change a value of 8 bits: a scale of exactly 5 needs one tap instead of two. */
const LEAST_WEIGHT = 1 / 512;

/**
 * Maps `count` new values onto the stretch of `size` source values from `from` on, of `length` in all; beyond its ends the line
 * goes on with its last value. Bilinear between neighbours as a canvas does it, or, when `isSmooth`, over all that a new value
 * covers, so that strong shrinking does not alias.
 */
export function makeAxis(count: number, from: number, size: number, length: number, isSmooth: boolean): Axis {
  const scale = size / count;
  const radius = isSmooth ? Math.max(1, scale) : 1;
  const inside = (source: number): number => Math.min(length - 1, Math.max(0, source));
  const middles = Float64Array.from({ length: count }, (_, index) => from + (index + 0.5) * scale - 0.5);
  // Where weights are no longer next to nothing.
  const reach = radius * (1 - LEAST_WEIGHT);
  let taps = 1;
  for (const middle of middles)
    taps = Math.max(taps, inside(Math.floor(middle + reach)) - inside(Math.ceil(middle - reach)) + 1);
  const firsts = new Int32Array(count);
  const weights = new Float32Array(count * taps);
  for (let index = 0; index < count; index++) {
    const middle = middles[index] ?? 0;
    const last = Math.floor(middle + reach);
    const first = Math.min(inside(Math.ceil(middle - reach)), length - taps);
    let sum = 0;
    for (let source = Math.ceil(middle - reach); source <= last; source++)
      sum += 1 - Math.abs(source - middle) / radius;
    for (let source = Math.ceil(middle - reach); source <= last; source++) {
      const tap = index * taps + inside(source) - first;
      weights[tap] = (weights[tap] ?? 0) + (1 - Math.abs(source - middle) / radius) / sum;
    }
    firsts[index] = first;
  }
  return { firsts, taps, weights };
}

/** What one frame needs for each of its channels, twice: whoever alternates between two parts of a picture finds both. */
const SHELF_LENGTH = 12;

/** Axes that were made lately: frames of one size need the same again and again. */
export class AxisShelf {
  readonly #made: {
    readonly key: readonly [number, number, number, number, boolean];
    readonly axis: Axis;
  }[] = [];

  /** See `makeAxis`. */
  take(count: number, from: number, size: number, length: number, isSmooth: boolean): Axis {
    for (const { key, axis } of this.#made)
      if (key[0] === count && key[1] === from && key[2] === size && key[3] === length && key[4] === isSmooth)
        return axis;
    const axis = makeAxis(count, from, size, length, isSmooth);
    if (this.#made.length === SHELF_LENGTH) this.#made.shift();
    this.#made.push({ key: [count, from, size, length, isSmooth], axis });
    return axis;
  }
}

/** Scales planes; keeps its working memory, and writes into what the caller passes. */
export class PlaneScaler {
  /** The latest source rows, scaled across: as many as a new row is made of. */
  #lines: Float32Array = new Float32Array(0);
  /** Which source row each of them is. */
  #rows: Int32Array = new Int32Array(0);

  /** Fills `target`, as wide as `across` and as high as `down` have values. */
  scale(plane: Plane, across: Axis, down: Axis, target: Uint8ClampedArray): void {
    const width = across.firsts.length;
    if (this.#lines.length < down.taps * width) this.#lines = new Float32Array(down.taps * width);
    if (this.#rows.length !== down.taps) this.#rows = new Int32Array(down.taps);
    this.#rows.fill(-1);
    const [lines, rows] = [this.#lines, this.#rows];
    for (let y = 0; y < down.firsts.length; y++) {
      const first = down.firsts[y] ?? 0;
      for (let row = first; row < first + down.taps; row++) {
        const slot = row % down.taps;
        if (rows[slot] === row) continue;
        rows[slot] = row;
        scaleRow(plane, row, across, lines, slot * width);
      }
      addRows(lines, first, y, down, target, width);
    }
  }
}

function scaleRow(plane: Plane, row: number, across: Axis, lines: Float32Array, at: number): void {
  const { data, step } = plane;
  const { firsts, taps, weights } = across;
  const start = plane.offset + row * plane.stride;
  for (let x = 0; x < firsts.length; x++) {
    let from = start + (firsts[x] ?? 0) * step;
    if (taps === 1) {
      lines[at + x] = data[from] ?? 0;
      continue;
    }
    let sum = 0;
    for (let tap = x * taps; tap < (x + 1) * taps; tap++, from += step)
      sum += (data[from] ?? 0) * (weights[tap] ?? 0);
    lines[at + x] = sum;
  }
}

function addRows(
  lines: Float32Array,
  first: number,
  y: number,
  { taps, weights }: Axis,
  target: Uint8ClampedArray,
  width: number,
): void {
  const to = y * width;
  for (let x = 0; x < width; x++) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap++)
      sum += (lines[((first + tap) % taps) * width + x] ?? 0) * (weights[y * taps + tap] ?? 0);
    target[to + x] = sum;
  }
}
