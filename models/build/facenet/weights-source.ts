/**
 * @file The weights on this machine: a file that the person names, or the public ones, downloaded once.
 */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { ModelBuildError } from '../source-package.ts';
import { recordOfFile, writeFileAtomically, type FileRecord } from '../atomic-file.ts';
import { downloadArrays } from './array-download.ts';
import { bytesOfArray, listLayerArrays, type ArrayDigests } from './array-list.ts';
import { downloadFile } from './download.ts';

/** A weights file on this machine. */
export interface WeightsSource extends FileRecord {
  readonly path: string;
  /** Whether it was fetched just now. */
  readonly isNew: boolean;
}

const recordSchema = v.object({ url: v.string(), bytes: v.number(), sha256: v.string() });

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
 * Downloads `url` into `folder`, unless it is there with the sha256 that was written beside it.
 * @throws {ModelBuildError} with one sentence that names the remedy.
 */
export async function downloadWeights(
  url: string,
  folder: string,
  onProgress: (bytes: number, totalBytes: number) => void,
): Promise<WeightsSource> {
  const target = path.join(folder, path.posix.basename(new URL(url).pathname));
  const recordFile = `${target}.json`;
  const recorded = await readRecord(recordFile);
  if (recorded?.url === url) {
    const present = await useWeightsFile(target).catch(() => undefined);
    if (present?.sha256 === recorded.sha256) return present;
  }
  await downloadFile({ url, target, onProgress });
  const record = await recordOfFile(target);
  await writeFileAtomically(recordFile, `${JSON.stringify({ url, ...record }, null, 2)}\n`);
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

async function readRecord(file: string) {
  try {
    return v.parse(recordSchema, JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // Not there, or not whole: either way the file is downloaded anew.
    return undefined;
  }
}
