/**
 * @file The 266 `.npy` files of FaceNet as W3C's Web Machine Learning group publishes it: names, shapes, sizes, digests.
 * The network is the 512-d one, with batch norm and residual scales folded in.
 * Source: https://github.com/webmachinelearning/test-data, `models/facenet_nhwc`.
 */
import { readFile } from 'node:fs/promises';
import { BOTTLENECK, type FacenetDimension } from './architecture.ts';
import { listExpectedLayers } from './expected-layers.ts';

/** The length of the embedding that these arrays give. */
export const ARRAYS_DIMENSION: FacenetDimension = 512;

/** One file. */
export interface ArrayFile {
  readonly name: string;
  readonly shape: readonly number[];
}

/** The two files of a layer. */
export interface LayerArrays {
  readonly layer: string;
  /** `[outputs, rows, columns, inputs]`; the last matrix is `[outputs, inputs]`. */
  readonly kernel: ArrayFile;
  readonly bias: ArrayFile;
}

/** sha256 by file name. */
export type ArrayDigests = ReadonlyMap<string, string>;

const DIGESTS_FILE = new URL('./nhwc-sha256sums.txt', import.meta.url);

/** What NumPy puts before the values of arrays with so few dimensions. */
const HEADER_BYTES = 128;

/** All layers in network order. */
export function listLayerArrays(): LayerArrays[] {
  return listExpectedLayers(ARRAYS_DIMENSION).flatMap(({ name, tensors }) => {
    const shape = tensors.find(([tensor]) => tensor === 'kernel')?.[1];
    // Batch norm is no layer of its own here.
    if (shape === undefined) return [];
    const outputs = shape.at(-1) ?? 0;
    const isLast = name === BOTTLENECK;
    return {
      layer: name,
      kernel: {
        name: `${name}_${isLast ? 'kernel_transpose' : 'kernel'}.npy`,
        shape: [outputs, ...shape.slice(0, -1)],
      },
      bias: { name: `${name}_${isLast ? 'MatMul' : 'Conv2D'}_bias.npy`, shape: [outputs] },
    };
  });
}

/** Size of a published file, in bytes. */
export function bytesOfArray({ shape }: ArrayFile): number {
  return HEADER_BYTES + 4 * shape.reduce((product, size) => product * size, 1);
}

/** The digests of the published files: the output of `sha256sum`, so that it can be checked by hand, too. */
export async function readArrayDigests(): Promise<ArrayDigests> {
  const lines = (await readFile(DIGESTS_FILE, 'utf8')).split('\n').filter((line) => line !== '');
  return new Map(
    lines.map((line) => {
      const [digest = '', name = ''] = line.split('  ');
      return [name, digest];
    }),
  );
}
