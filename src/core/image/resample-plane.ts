/** @file Scaling one channel of a picture as it lies in memory, whatever lies between its values. */
import type { Axis, Plane } from './plane-axis.ts';
import { takeMeans } from './sample-plane.ts';

/** Scales planes; keeps its working memory, and writes into what the caller passes. */
export class PlaneScaler {
  /** The latest source rows, scaled across: as many as a new row is made of. */
  #lines: Float32Array = new Float32Array(0);
  /** A new row before it is rounded. */
  #sums: Float64Array = new Float64Array(0);
  /** Which source row each of them is. */
  #rows: Int32Array = new Int32Array(0);
  /** Where the lines of the present new row are, tap by tap. */
  #starts: Int32Array = new Int32Array(0);

  /** Fills `target`, as wide as `across` and as high as `down` have values. */
  scale(plane: Plane, across: Axis, down: Axis, target: Uint8ClampedArray): void {
    const { taps } = down;
    const width = across.count;
    if (across.isEven && down.isEven) {
      takeMeans(plane, across, down, target);
      return;
    }
    if (this.#lines.length < taps * width) this.#lines = new Float32Array(taps * width);
    if (this.#sums.length !== width) this.#sums = new Float64Array(width);
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
      addRows(lines, starts, y, down, this.#sums, target);
    }
  }
}

/** Rows are asked for from top to bottom: the topmost is no longer needed. */
function slotOfTopmost(rows: Int32Array): number {
  let topmost = 0;
  for (let slot = 1; slot < rows.length; slot++) if ((rows[slot] ?? 0) < (rows[topmost] ?? 0)) topmost = slot;
  return topmost;
}

/** With so many values for each new one written out, the usual numbers of them take two thirds of the time. */
function scaleRow(plane: Plane, row: number, across: Axis, lines: Float32Array, at: number): void {
  const start = plane.offset + row * plane.stride;
  if (across.taps === 4) scaleByFour(plane, start, across, lines, at);
  else if (across.taps === 6) scaleBySix(plane, start, across, lines, at);
  else scaleByAny(plane, start, across, lines, at);
}

function scaleByFour(
  { data, step }: Plane,
  start: number,
  axis: Axis,
  lines: Float32Array,
  at: number,
): void {
  const { count, sources, weights } = axis;
  for (let x = 0, from = 0; x < count; x++, from += 4)
    lines[at + x] =
      (data[start + (sources[from] ?? 0) * step] ?? 0) * (weights[from] ?? 0) +
      (data[start + (sources[from + 1] ?? 0) * step] ?? 0) * (weights[from + 1] ?? 0) +
      (data[start + (sources[from + 2] ?? 0) * step] ?? 0) * (weights[from + 2] ?? 0) +
      (data[start + (sources[from + 3] ?? 0) * step] ?? 0) * (weights[from + 3] ?? 0);
}

function scaleBySix({ data, step }: Plane, start: number, axis: Axis, lines: Float32Array, at: number): void {
  const { count, sources, weights } = axis;
  for (let x = 0, from = 0; x < count; x++, from += 6)
    lines[at + x] =
      (data[start + (sources[from] ?? 0) * step] ?? 0) * (weights[from] ?? 0) +
      (data[start + (sources[from + 1] ?? 0) * step] ?? 0) * (weights[from + 1] ?? 0) +
      (data[start + (sources[from + 2] ?? 0) * step] ?? 0) * (weights[from + 2] ?? 0) +
      (data[start + (sources[from + 3] ?? 0) * step] ?? 0) * (weights[from + 3] ?? 0) +
      (data[start + (sources[from + 4] ?? 0) * step] ?? 0) * (weights[from + 4] ?? 0) +
      (data[start + (sources[from + 5] ?? 0) * step] ?? 0) * (weights[from + 5] ?? 0);
}

function scaleByAny({ data, step }: Plane, start: number, axis: Axis, lines: Float32Array, at: number): void {
  const { count, taps, sources, weights } = axis;
  for (let x = 0, from = 0; x < count; x++) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap++, from++)
      sum += (data[start + (sources[from] ?? 0) * step] ?? 0) * (weights[from] ?? 0);
    lines[at + x] = sum;
  }
}

/** Line by line: a loop within the loop over a row would take twice the time. */
function addRows(
  lines: Float32Array,
  starts: Int32Array,
  y: number,
  { taps, weights }: Axis,
  sums: Float64Array,
  target: Uint8ClampedArray,
): void {
  const width = sums.length;
  sums.fill(0);
  for (let tap = 0; tap < taps; tap++) {
    const weight = weights[y * taps + tap] ?? 0;
    if (weight === 0) continue;
    const start = starts[tap] ?? 0;
    for (let x = 0; x < width; x++) sums[x] = (sums[x] ?? 0) + (lines[start + x] ?? 0) * weight;
  }
  const to = y * width;
  for (let x = 0; x < width; x++) target[to + x] = sums[x] ?? 0;
}
