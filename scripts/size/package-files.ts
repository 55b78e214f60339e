/** @file The files of the built package, and what they weigh as they are, compressed one by one, and zipped together. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import type { PackageFile } from './justify.ts';

const TEXTS = /\.(?:m?js|css|html|json)$/u;

/** With forward slashes, in the order of the alphabet. */
export function listPackage(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

export function readPackage(folder: string): PackageFile[] {
  return listPackage(folder).map((file) => ({
    path: file,
    text: TEXTS.test(file) ? readFileSync(path.join(folder, file), 'utf8') : '',
  }));
}

export interface Weight {
  readonly bytes: number;
  readonly gzipBytes: number;
}

export function weigh(folder: string, file: string): Weight {
  const content = readFileSync(path.join(folder, file));
  return { bytes: content.length, gzipBytes: gzipSync(content).length };
}

/** As a store takes it: what a person downloads. */
export function weighZip(folder: string): number {
  const contents = listPackage(folder).map((file): [string, Uint8Array] => [
    file,
    readFileSync(path.join(folder, file)),
  ]);
  return zipSync(Object.fromEntries(contents)).length;
}
