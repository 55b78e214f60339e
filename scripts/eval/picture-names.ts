/** @file Finds the files that a list names, also where the list and the folders do not quite agree about the path. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { SetupError } from '../setup/setup-error.mjs';

/** Undefined when there is no such file, or when there are several and nothing tells which is meant. */
export type FindPicture = (name: string) => string | undefined;

/** Looks once at everything below the folder. @throws SetupError when it cannot be read. */
export async function findPictures(directory: string): Promise<FindPicture> {
  let entries;
  try {
    entries = await readdir(directory, { recursive: true, withFileTypes: true });
  } catch (cause) {
    throw new SetupError(`The folder ${directory} cannot be read.`, { cause });
  }
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)));
  const choose = pictureChooser(files.map((file) => file.split(path.sep).join('/')));
  return (name) => {
    if (path.isAbsolute(name)) return name;
    const file = choose(name);
    return file === undefined ? undefined : path.join(directory, file);
  };
}

/**
 * Takes the path as it stands if there is such a file; else the one file that shares the longest end with it, at least
 * its own name: lists are often written without the sub-folders, or with a folder above.
 *
 * @param files relative, with `/`
 * @returns one of `files`; undefined when none fits, or several equally well
 */
export function pictureChooser(files: readonly string[]): (name: string) => string | undefined {
  const byName = new Map<string, string[]>();
  for (const file of files) {
    const name = lastPart(file);
    byName.set(name, [...(byName.get(name) ?? []), file]);
  }
  return (name) => {
    const wanted = path.posix.normalize(name.replaceAll('\\', '/'));
    const candidates = byName.get(lastPart(wanted)) ?? [];
    if (candidates.includes(wanted)) return wanted;
    const lengths = candidates.map((file) => sharedParts(file, wanted));
    const longest = Math.max(0, ...lengths);
    const best = candidates.filter((_, index) => lengths[index] === longest);
    return best.length === 1 ? best[0] : undefined;
  };
}

function lastPart(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

/** How many folders and the name two paths share, counted from the end. */
function sharedParts(a: string, b: string): number {
  const [left, right] = [a, b].map((file) => file.split('/').reverse());
  const differing = left?.findIndex((part, index) => part !== right?.[index]) ?? 0;
  return differing < 0 ? (left?.length ?? 0) : differing;
}
