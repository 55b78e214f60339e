/** @file Folders of `.npy` arrays in the layout of the published ones, for tests: made from a synthetic Keras file. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { listLayerArrays, type ArrayFile } from '../../../../models/build/facenet/array-list.ts';
import type { TakeLayer } from '../../../../models/build/facenet/folded-layers.ts';
import { recordOf } from '../../../../models/build/atomic-file.ts';

/** What NumPy would save, with the values at the end of 128 bytes of header. */
export function npyOf(shape: readonly number[], values: ArrayLike<number>, type = '<f4'): Uint8Array {
  const sizes = shape.length === 1 ? `${String(shape[0])},` : shape.join(', ');
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const bytes = new Uint8Array(128 + 4 * values.length);
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, 118, 0]);
  bytes.set(new TextEncoder().encode(`${header.padEnd(117)}\n`), 10);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < values.length; index += 1)
    view.setFloat32(128 + 4 * index, values[index] ?? 0, true);
  return bytes;
}

/**
 * Writes every array of a network.
 * @returns the digests that the converter has to expect.
 */
export async function writeArrays(folder: string, take: TakeLayer): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  await mkdir(folder, { recursive: true });
  const write = async ({ name, shape }: ArrayFile, values: ArrayLike<number>) => {
    const content = npyOf(shape, values);
    digests.set(name, recordOf(content).sha256);
    await writeFile(path.join(folder, name), content);
  };
  for (const { layer, kernel, bias } of listLayerArrays()) {
    const { shape, weights, bias: biasValues } = take(layer);
    await write(kernel, toPublishedOrder(shape, weights));
    await write(bias, biasValues);
  }
  return digests;
}

/** `[outputs, inputs, rows, columns]` to `[outputs, rows, columns, inputs]`. */
function toPublishedOrder(
  [outputs, inputs, rows, columns]: readonly [number, number, number, number],
  weights: Float32Array,
): number[] {
  return Array.from({ length: weights.length }, (_, at) => {
    const input = at % inputs;
    const column = Math.floor(at / inputs) % columns;
    const row = Math.floor(at / inputs / columns) % rows;
    const output = Math.floor(at / inputs / columns / rows);
    if (output >= outputs) throw new RangeError('more weights than the shape has');
    return weights[((output * inputs + input) * rows + row) * columns + column] ?? 0;
  });
}
