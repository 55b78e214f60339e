/** @file Scaling one channel of a picture as it lies in memory, whatever lies between its values. */
import type { Axis, Plane } from './plane-axis.ts';
import { takeMeans } from './sample-plane.ts';

/** Scales planes; keeps its working memory, and writes into what the caller passes. */
export class PlaneScaler {
  /** The latest source rows, scaled across: as many as a new row is made of. */
  #lines: Float32Array = new Float32Array(0);
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
