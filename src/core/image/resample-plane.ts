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

/** Scales planes; keeps its working memory, and writes into what the caller passes. */
export class PlaneScaler {
  /** The latest source rows, scaled across: as many as a new row is made of. */
  #lines: Float32Array = new Float32Array(0);
  /** Which source row each of them is. */
  #rows: Int32Array = new Int32Array(0);
  /** A new row before it is divided. */
  #sums: Int32Array = new Int32Array(0);
  /** Where the lines of the present new row are, tap by tap. */
  #starts: Int32Array = new Int32Array(0);

  /** Fills `target`, as wide as `across` and as high as `down` have values. */
  scale(plane: Plane, across: Axis, down: Axis, target: Uint8ClampedArray): void {
    const { taps } = down;
    const width = across.count;
    if (across.isEven && down.isEven) {
      if (this.#sums.length !== width) this.#sums = new Int32Array(width);
      addSamples(plane, across, down, this.#sums, target);
      return;
    }
    if (this.#lines.length < taps * width) this.#lines = new Float32Array(taps * width);
    if (this.#rows.length !== taps) {
      this.#rows = new Int32Array(taps);
      this.#starts = new Int32Array(taps);
    }
    this.#rows.fill(-1);
    const [lines, rows, starts] = [this.#lines, this.#rows, this.#starts];
    for (let y = 0; y < down.count; y++) {
      for (let tap = 0; tap < taps; tap++) {
        const row = down.sources[y * taps + tap] ?? 0;
        let slot = rows.indexOf(row);
        if (slot < 0) {
          slot = slotOfTopmost(rows);
          rows[slot] = row;
          scaleRow(plane, row, across, lines, slot * width);
        }
        starts[tap] = slot * width;
      }
      addRows(lines, starts, y, down, target, width);
    }
  }
}

/** Without weights, whole numbers suffice. */
function addSamples(
  plane: Plane,
  across: Axis,
  down: Axis,
  sums: Int32Array,
  target: Uint8ClampedArray,
): void {
  const samples = across.taps * down.taps;
  for (let y = 0, to = 0; y < down.count; y++) {
    sums.fill(0);
    for (let tap = y * down.taps; tap < (y + 1) * down.taps; tap++)
      addRow(plane, down.sources[tap] ?? 0, across, sums);
    for (let x = 0; x < across.count; x++, to++) target[to] = (sums[x] ?? 0) / samples;
  }
}

function addRow(plane: Plane, row: number, { taps, sources }: Axis, sums: Int32Array): void {
  const { data, step } = plane;
  const start = plane.offset + row * plane.stride;
  if (taps === 3) {
    addThrees(plane, start, sources, sums);
    return;
  }
  for (let x = 0, from = 0; x < sums.length; x++) {
    let sum = sums[x] ?? 0;
    for (let tap = 0; tap < taps; tap++, from++) sum += data[start + (sources[from] ?? 0) * step] ?? 0;
    sums[x] = sum;
  }
}

/** The loop that all frames go through: without one within it, it takes two thirds of the time. */
function addThrees({ data, step }: Plane, start: number, sources: Int32Array, sums: Int32Array): void {
  for (let x = 0, from = 0; x < sums.length; x++, from += 3) {
    const first = data[start + (sources[from] ?? 0) * step] ?? 0;
    const second = data[start + (sources[from + 1] ?? 0) * step] ?? 0;
    const third = data[start + (sources[from + 2] ?? 0) * step] ?? 0;
    sums[x] = (sums[x] ?? 0) + first + second + third;
  }
}

/** Rows are asked for from top to bottom: the topmost is no longer needed. */
function slotOfTopmost(rows: Int32Array): number {
  let topmost = 0;
  for (let slot = 1; slot < rows.length; slot++) if ((rows[slot] ?? 0) < (rows[topmost] ?? 0)) topmost = slot;
  return topmost;
}

function scaleRow(plane: Plane, row: number, across: Axis, lines: Float32Array, at: number): void {
  const { data, step } = plane;
  const { count, taps, sources, weights } = across;
  const start = plane.offset + row * plane.stride;
  for (let x = 0, from = 0; x < count; x++) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap++, from++)
      sum += (data[start + (sources[from] ?? 0) * step] ?? 0) * (weights[from] ?? 0);
    lines[at + x] = sum;
  }
}

function addRows(
  lines: Float32Array,
  starts: Int32Array,
  y: number,
  { taps, weights }: Axis,
  target: Uint8ClampedArray,
  width: number,
): void {
  const to = y * width;
  for (let x = 0; x < width; x++) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap++)
      sum += (lines[(starts[tap] ?? 0) + x] ?? 0) * (weights[y * taps + tap] ?? 0);
    target[to + x] = sum;
  }
}
