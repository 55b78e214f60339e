/**
 * @file Reads FaceNet's weights in either form in which they are published: a Keras file, or a folder of arrays.
 */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileRecord } from '../atomic-file.ts';
import { ModelBuildError } from '../source-package.ts';
import type { FacenetDimension } from './architecture.ts';
import { readArrayFolder } from './array-folder.ts';
import { ARRAYS_DIMENSION, type ArrayDigests } from './array-list.ts';
import { readFacenetWeights } from './facenet-weights.ts';
import { foldLayers, type TakeLayer } from './folded-layers.ts';
import { useWeightsFile } from './weights-source.ts';

/** The public Keras files, for the person whose file is refused. */
export const KERAS_URLS: Readonly<Record<FacenetDimension, string>> = {
  128: 'https://github.com/serengil/deepface_models/releases/download/v1.0/facenet_weights.h5',
  512: 'https://github.com/serengil/deepface_models/releases/download/v1.0/facenet512_weights.h5',
};

/** The network's layers, and what they were read from. */
export interface WeightsRead extends FileRecord {
  readonly take: TakeLayer;
  /** Of the file or folder, without its path. */
  readonly name: string;
}

/**
 * Reads the file or folder.
 * @throws {ModelBuildError} with one sentence that names the file or layer that does not fit.
 */
export async function readWeightsAt(
  place: string,
  dimension: FacenetDimension,
  digests: ArrayDigests,
): Promise<WeightsRead> {
  const name = path.basename(place);
  if (!(await isFolder(place))) {
    const { bytes, sha256 } = await useWeightsFile(place);
    const take = foldLayers(await readFacenetWeights(place, { dimension, url: KERAS_URLS[dimension] }));
    return { name, bytes, sha256, take };
  }
  if (dimension !== ARRAYS_DIMENSION) {
    throw new ModelBuildError(
      `${name} is a folder, and arrays are published with ${String(ARRAYS_DIMENSION)} numbers per face only: leave out --dim, ` +
        `or take the Keras weights for --dim ${String(dimension)} from ${KERAS_URLS[dimension]}.`,
    );
  }
  const { take, record } = await readArrayFolder(place, digests);
  return { name, ...record, take };
}

async function isFolder(place: string): Promise<boolean> {
  try {
    return (await stat(place)).isDirectory();
  } catch {
    // Not there: reading it as a file says so.
    return false;
  }
}
