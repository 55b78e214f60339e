/**
 * @file Files that appear under their name only when they are complete, and the sha256 of files.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Size and content of a file. */
export interface FileRecord {
  readonly bytes: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** Writes beside the target and renames, so that nobody ever reads half a file. */
export async function writeFileAtomically(target: string, content: Uint8Array | string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  const temporary = `${target}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Size and sha256 of a content that is in memory. */
export function recordOf(content: Uint8Array): FileRecord {
  return { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

/** Size and sha256 of a file, read in pieces. */
export async function recordOfFile(file: string): Promise<FileRecord> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
