/**
 * @file Weights as whole numbers of 16 bits, in panels of sixteen columns, as `assembly/multiply-pairs.ts` wants them.
 * Sums of products are 32 bits wide. No sum can exceed them: each column's step is so large that even inputs that are all
 * at their limit stay below.
 */
import { TRANSFORMS, toProductPanels } from './filters.ts';

/** Columns that the kernel works on at once. */
export const WIDE_PANEL = 16;
/** Largest whole number of an input: 12 bits and a sign. */
export const MOST_INPUT = 4095;
/** Winograd's tiles by twos add up to four inputs. */
const MOST_IN_TILE = 4 * MOST_INPUT;
const MOST_WEIGHT = 32_767;
const MOST_SUM = 2 ** 31 - 1;
/** Columns of the panels that `filters.ts` makes. */
const NARROW_PANEL = 8;

/** Weights of a convolution, `[outputs, inputs, rows, columns]`, and what is added to each output. */
export interface WindowFilters {
  readonly outputs: number;
  readonly inputs: number;
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
  readonly bias: Float32Array;
}

export interface WholePanels {
  /** `[columns / 16, depth / 2, 16, 2]` i16, as the bits of float32. */
  readonly values: Float32Array;
  /** `[columns]`: what one unit of a column stands for. */
  readonly steps: Float32Array;
}

/** Writes the weights of a column, row by row. */
type ReadColumn = (column: number, weights: Float32Array) => void;

/**
 * @param depth even
 * @param columns a multiple of sixteen
 * @param mostInput the largest absolute value that a row is multiplied with
 * @throws when a weight is no finite number
 */
function toWholePanels(
  depth: number,
  columns: number,
  mostInput: number,
  readColumn: ReadColumn,
): WholePanels {
  const values = new Int16Array(depth * columns);
  const steps = new Float32Array(columns);
  const weights = new Float32Array(depth);
  // Rounding adds up to half a unit a row.
  const mostUnits = MOST_SUM / mostInput - depth / 2;
  for (let column = 0; column < columns; column++) {
    readColumn(column, weights);
    let [sum, most] = [0, 0];
    for (let row = 0; row < depth; row++) {
      const size = Math.abs(weights[row] ?? 0);
      sum += size;
      if (size > most) most = size;
    }
    if (!Number.isFinite(sum)) throw new Error('a weight is no finite number');
    const step = Math.fround(Math.max(sum / mostUnits, most / MOST_WEIGHT)) || 1;
    steps[column] = step;
    let to = Math.floor(column / WIDE_PANEL) * WIDE_PANEL * depth + (column % WIDE_PANEL) * 2;
    for (let row = 0; row < depth; row += 2) {
      values[to] = Math.round((weights[row] ?? 0) / step);
      values[to + 1] = Math.round((weights[row + 1] ?? 0) / step);
      to += WIDE_PANEL * 2;
    }
  }
  return { values: new Float32Array(values.buffer), steps };
}

/** The filters as one matrix: rows in the order in which a window lies in a picture of `channels`, the rest of them zero. */
export function toWindowPairs(filters: WindowFilters, channels: number): WholePanels {
  const { outputs, inputs, rows, columns, values } = filters;
  const area = rows * columns;
  return toWholePanels(area * channels, outputs, MOST_INPUT, (output, weights) => {
    for (let channel = 0; channel < inputs; channel++) {
      const from = (output * inputs + channel) * area;
      for (let tap = 0; tap < area; tap++) {
        weights[tap * channels + channel] = values[from + tap] ?? Number.NaN;
      }
    }
  });
}

/** 3x3 filters transformed: for each of the sixteen places of a tile, row by row, its matrix. */
export function toTilePairs(filters: WindowFilters): WholePanels {
  const { outputs, inputs } = filters;
  const { side } = TRANSFORMS.two;
  const panels = toProductPanels({ ...filters, size: 3 }, 'two');
  const places = Array.from({ length: side ** 2 }, (_, place) => {
    const matrix = panels.subarray(place * inputs * outputs, (place + 1) * inputs * outputs);
    return toWholePanels(inputs, outputs, MOST_IN_TILE, (output, weights) => {
      const first = Math.floor(output / NARROW_PANEL) * NARROW_PANEL * inputs + (output % NARROW_PANEL);
      for (let row = 0; row < inputs; row++) {
        weights[row] = matrix[first + row * NARROW_PANEL] ?? Number.NaN;
      }
    });
  });
  return {
    values: joined(places.map(({ values }) => values)),
    steps: joined(places.map(({ steps }) => steps)),
  };
}

/** Layers with one window that read one picture, as one. @throws without any */
export function joinOutputs(all: readonly WindowFilters[]): WindowFilters {
  const [first] = all;
  if (first === undefined) throw new Error('there are no layers to join');
  const bias = Float32Array.from(all.flatMap(({ bias: one }) => [...one]));
  const values = joined(all.map((one) => one.values));
  return { ...first, outputs: bias.length, values, bias };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const all = new Float32Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
