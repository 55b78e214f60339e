/**
 * @file Reads `.npy` files of float32 values: one array each, as NumPy saves it.
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
import type { WeightTensor } from '../quantized-weights.ts';

/** A file that is not a whole float32 array. The text continues a sentence that begins with the file's name. */
export class NpyError extends Error {}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** Where the header starts, by major version of the format; its length stands in the bytes before. */
const HEADER_AT: Readonly<Record<number, number>> = { 1: 10, 2: 12, 3: 12 };

/**
 * The array in a file, row-major.
 * @throws {NpyError} when it is no `.npy` file, cut off, too long, or not of little-endian float32 values in C order.
 */
export function parseNpy(bytes: Uint8Array): WeightTensor {
  if (bytes.length < 12 || !MAGIC.every((byte, index) => bytes[index] === byte))
    throw new NpyError('is not a .npy file');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerAt = HEADER_AT[view.getUint8(6)];
  if (headerAt === undefined) throw new NpyError('has an unknown version of the .npy format');
  const valuesAt = headerAt + (headerAt === 10 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (valuesAt > bytes.length) throw new NpyError('is cut off');
  const shape = parseHeader(new TextDecoder().decode(bytes.subarray(headerAt, valuesAt)));
  const count = shape.reduce((product, size) => product * size, 1);
  const present = bytes.length - valuesAt;
  if (present < 4 * count) {
    throw new NpyError(
      `is cut off, ${String(bytes.length)} of ${String(valuesAt + 4 * count)} bytes are there`,
    );
  }
  if (present > 4 * count) throw new NpyError(`is ${String(present - 4 * count)} bytes too long`);
  const values = new Float32Array(count);
  for (let index = 0; index < count; index += 1) values[index] = view.getFloat32(valuesAt + 4 * index, true);
  return { shape, values };
}

/** The header is a Python dictionary: `{'descr': '<f4', 'fortran_order': False, 'shape': (32, 3, 3, 3), }`. */
function parseHeader(header: string): number[] {
  const type = /'descr': *'([^']*)'/.exec(header)?.[1];
  const shape = /'shape': *\(([\d, ]*)\)/.exec(header)?.[1];
  if (type === undefined || shape === undefined) throw new NpyError('has a header that cannot be read');
  if (type !== '<f4') throw new NpyError(`holds values of type ${type}, not float32 (<f4)`);
  if (!/'fortran_order': *False/.test(header)) throw new NpyError('holds its values in column order');
  return shape
    .split(',')
    .map((size) => size.trim())
    .filter((size) => size !== '')
    .map(Number);
}
