/** @file Convolutions of any window as a definition reads: what those of whole numbers are held against. */
import { sizeAfter, type Window } from '../../../../src/recognition/kernels/whole-convolutions.ts';
import type { WindowFilters } from '../../../../src/recognition/kernels/whole-filters.ts';
import { at, randomNumbers, type Values } from './kernel-fixtures.ts';

export function windowOf(rows: number, columns: number, stride = 1, isPadded = true): Window {
  return { rows, columns, stride, isPadded };
}

export function filtersOf(
  outputs: number,
  inputs: number,
  { rows, columns }: Window,
  seed: number,
): WindowFilters {
  const scale = Math.sqrt(3 / (inputs * rows * columns));
  const values = randomNumbers(outputs * inputs * rows * columns, seed).map((value) => value * scale);
  const bias = randomNumbers(outputs, seed + 1).map((value) => value / 4);
  return { outputs, inputs, rows, columns, values, bias };
}

/** As the definition reads. */
export function convolved(input: Values, filters: WindowFilters, window: Window): Values {
  const { outputs, inputs, rows, columns, values, bias } = filters;
  const { stride, isPadded } = window;
  const [top, left] = isPadded ? [(rows - 1) / 2, (columns - 1) / 2] : [0, 0];
  const size = sizeAfter(input.size, window);
  const data = new Float32Array(size ** 2 * outputs).map((_, index) => {
    const [pixel, output] = [Math.floor(index / outputs), index % outputs];
    const [y, x] = [Math.floor(pixel / size) * stride - top, (pixel % size) * stride - left];
    let sum = bias[output] ?? Number.NaN;
    for (let channel = 0; channel < inputs; channel++) {
      for (let tap = 0; tap < rows * columns; tap++) {
        const value = at(input, y + Math.floor(tap / columns), x + (tap % columns), channel);
        sum += value * (values[(output * inputs + channel) * rows * columns + tap] ?? Number.NaN);
      }
    }
    return sum;
  });
  return { size, channels: outputs, data };
}

export function rectified(values: Values): Values {
  return { ...values, data: values.data.map((value) => Math.max(0, value)) };
}
