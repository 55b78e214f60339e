/** @file Folders of labelled pictures: `people/<name>/*`, `scenes/*` with the names in a JSON file. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { SetupError } from '../setup/setup-error.mjs';

const PICTURE = /\.(?:png|jpe?g|webp|avif|gif|bmp)$/iu;
const labelsSchema = v.record(v.string(), v.array(v.string()));

/** By name, in order; `most` cuts the list of each person. @throws SetupError */
export async function listPeople(
  directory: string,
  most = Infinity,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const people = new Map<string, readonly string[]>();
  for (const entry of (await list(directory)).filter((one) => one.isDirectory())) {
    const files = await listPictures(path.join(directory, entry.name));
    if (files.length > 0) people.set(entry.name, files.slice(0, most));
  }
  if (people.size === 0) throw new SetupError(`${directory} holds no folders with pictures of people.`);
  return people;
}

/** @throws SetupError */
export async function listPictures(directory: string): Promise<string[]> {
  const entries = (await list(directory)).filter((one) => one.isFile() && PICTURE.test(one.name));
  const names = entries.map(({ name }) => name).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return names.map((name) => path.join(directory, name));
}

/** For each picture's file name, who is in it, from left to right. @throws SetupError */
export async function readLabels(file: string): Promise<Readonly<Record<string, readonly string[]>>> {
  try {
    return v.parse(labelsSchema, JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new SetupError(`${file} is not a JSON object of lists of names.`, { cause });
  }
}

async function list(directory: string) {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries.sort((a, b) => a.name.localeCompare(b.name, 'en'));
  } catch (cause) {
    throw new SetupError(`The folder ${directory} cannot be read.`, { cause });
  }
}
