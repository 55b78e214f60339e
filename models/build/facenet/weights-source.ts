/**
 * @file The weights on this machine: a file that the person names, or the public ones, downloaded once.
 */
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { ModelBuildError } from '../source-package.ts';
import { recordOfFile, type FileRecord } from '../atomic-file.ts';
import { downloadArrays } from './array-download.ts';
import { bytesOfArray, listLayerArrays, type ArrayDigests } from './array-list.ts';
import { downloadFile } from './download.ts';

/** A weights file on this machine. */
export interface WeightsSource extends FileRecord {
  readonly path: string;
  /** Whether it was fetched just now. */
  readonly isNew: boolean;
}

/**
 * Takes a file as it is.
 * @throws {ModelBuildError} when it cannot be read.
 */
export async function useWeightsFile(file: string): Promise<WeightsSource> {
  try {
    if (!(await stat(file)).isFile()) throw new Error('not a file');
    return { path: file, isNew: false, ...(await recordOfFile(file)) };
  } catch (cause) {
    throw new ModelBuildError(`The weights file ${file} cannot be read: check the path.`, { cause });
  }
}

/**
 * Downloads `url` into `folder`, unless the file with this digest is there already. A file with another digest is removed.
 * @param sha256 without it nothing is downloaded: what an address serves today is no reason to trust it.
 * @throws {ModelBuildError} with one sentence that names the remedy.
 */
export async function downloadWeights(
  url: string,
  folder: string,
  sha256: string | undefined,
  onProgress: (bytes: number, totalBytes: number) => void,
): Promise<WeightsSource> {
  const name = path.posix.basename(new URL(url).pathname);
  if (sha256 === undefined) {
    throw new ModelBuildError(
      `No digest of ${name} is published, so it is not downloaded: fetch it yourself from ${url} and run ` +
        'npm run models:facenet -- --dim 128 --weights FILE, or give its digest with --sha256.',
    );
  }
  const target = path.join(folder, name);
  const present = await useWeightsFile(target).catch(() => undefined);
  if (present?.sha256 === sha256) return present;
  await downloadFile({ url, target, onProgress });
  const record = await recordOfFile(target);
  if (record.sha256 !== sha256) {
    await rm(target, { force: true });
    throw new ModelBuildError(
      `${url} serves another file than was asked for: its sha256 is ${record.sha256}, not ${sha256}.`,
    );
  }
  return { path: target, isNew: true, ...record };
}

/** Folder of the arrays among the downloads. */
const ARRAYS_FOLDER = 'facenet-nhwc';

/**
 * Downloads what is missing of the published arrays.
 * @param url of the folder that holds them.
 * @returns the path of the folder that holds them here.
 * @throws {ModelBuildError} with one sentence that names the remedy.
 */
export async function downloadArraySet(
  url: string,
  downloadsDir: string,
  digests: ArrayDigests,
  {
    onProgress,
    maxMinutes,
  }: {
    readonly onProgress: (bytes: number, totalBytes: number) => void;
    readonly maxMinutes?: number | undefined;
  },
): Promise<string> {
  const folder = path.join(downloadsDir, ARRAYS_FOLDER);
  const files = listLayerArrays()
    .flatMap(({ kernel, bias }) => [kernel, bias])
    .map((file) => ({
      name: file.name,
      bytes: bytesOfArray(file),
      sha256: digests.get(file.name) ?? '',
    }));
  await downloadArrays({ url: url.replace(/\/$/, ''), folder, files, onProgress, maxMinutes });
  return folder;
}
