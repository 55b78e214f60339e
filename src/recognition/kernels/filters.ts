/** @file Weights as the kernels want them: in panels of eight columns, and filters transformed for Winograd's products. */

/** Columns that the kernel works on at once. */
const PANEL = 8;

/** Winograd's transforms: outputs and inputs of one side of a tile, and the matrix G of `G g G^T`, row by row. Source: see `assembly/winograd-four.ts`. */
export const TRANSFORMS = {
  four: {
    outputs: 4,
    side: 6,
    filter: Float64Array.of(
      ...[1 / 4, 0, 0],
      ...[-1 / 6, -1 / 6, -1 / 6],
      ...[-1 / 6, 1 / 6, -1 / 6],
      ...[1 / 24, 1 / 12, 1 / 6],
      ...[1 / 24, -1 / 12, 1 / 6],
      ...[0, 0, 1],
    ),
  },
  two: {
    outputs: 2,
    side: 4,
    filter: Float64Array.of(...[1, 0, 0], ...[1 / 2, 1 / 2, 1 / 2], ...[1 / 2, -1 / 2, 1 / 2], ...[0, 0, 1]),
  },
} as const;

export type Transform = keyof typeof TRANSFORMS;

/** Weights of a convolution, `[outputs, inputs, size, size]`. */
export interface Filters {
  readonly outputs: number;
  readonly inputs: number;
  readonly size: number;
  readonly values: Float32Array;
}

/**
 * @param valueAt by row and column
 * @returns a matrix in panels, `[columns / 8, rows, 8]`
 */
export function toPanels(
  rows: number,
  columns: number,
  valueAt: (row: number, column: number) => number,
): Float32Array {
  const panels = new Float32Array(rows * columns);
  let at = 0;
  for (let first = 0; first < columns; first += PANEL) {
    for (let row = 0; row < rows; row++) {
      for (let column = first; column < first + PANEL; column++) panels[at++] = valueAt(row, column);
    }
  }
  return panels;
}

/** The filters as one matrix, `[size * size * inputs, outputs]`: rows in the order in which a window is laid out. */
export function toWindowPanels({ outputs, inputs, size, values }: Filters): Float32Array {
  const area = size * size;
  return toPanels(
    area * inputs,
    outputs,
    (row, output) => values[(output * inputs + (row % inputs)) * area + Math.floor(row / inputs)] ?? 0,
  );
}

/** The filters transformed: for each place of a tile, row by row, the matrix `[inputs, outputs]` in panels. */
export function toProductPanels(filters: Filters, transform: Transform): Float32Array {
  const { outputs, inputs } = filters;
  const { side, filter } = TRANSFORMS[transform];
  const places = side ** 2;
  const panels = new Float32Array(places * inputs * outputs);
  // Eight filters at a time, so that what is written lies side by side.
  const eight = new Float32Array(places * PANEL);
  for (let row = 0; row < (outputs / PANEL) * inputs; row++) {
    const first = Math.floor(row / inputs) * PANEL;
    for (let output = 0; output < PANEL; output++) {
      const at = ((first + output) * inputs + (row % inputs)) * 9;
      transformFilter(filters.values, at, filter, eight, output);
    }
    for (let place = 0; place < places; place++) {
      const to = place * inputs * outputs + row * PANEL;
      panels.set(eight.subarray(place * PANEL, (place + 1) * PANEL), to);
    }
  }
  return panels;
}

/** `G g G^T` of the filter that begins at `at`, every eighth number from `to` on. */
function transformFilter(
  values: Float32Array,
  at: number,
  matrix: Float64Array,
  out: Float32Array,
  to: number,
): void {
  for (let row = 0; row < matrix.length; row += 3) {
    const x = threeOf(matrix, row, values, at);
    const y = threeOf(matrix, row, values, at + 1);
    const z = threeOf(matrix, row, values, at + 2);
    for (let column = 0; column < matrix.length; column += 3) {
      const [a, b, c] = [matrix[column] ?? 0, matrix[column + 1] ?? 0, matrix[column + 2] ?? 0];
      out[to] = a * x + b * y + c * z;
      to += PANEL;
    }
  }
}

function threeOf(matrix: Float64Array, row: number, values: Float32Array, at: number): number {
  return (
    (matrix[row] ?? 0) * (values[at] ?? 0) +
    (matrix[row + 1] ?? 0) * (values[at + 3] ?? 0) +
    (matrix[row + 2] ?? 0) * (values[at + 6] ?? 0)
  );
}
