/** @file Portraits to make small: the faces of the npm group photos, and those of a folder. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Product } from '../browser/product.ts';
import { listPeople } from '../eval/picture-folders.ts';
import type { Portrait } from './plan.ts';

const FOLDER = fileURLToPath(new URL('../../node_modules/@vladmandic/face-api/demo', import.meta.url));

/** Faces of each group photo, counted by eye. */
export const GROUP_PHOTOS = [3, 3, 3, 4, 5, 4].map((faces, index) => ({
  file: path.join(FOLDER, `sample${String(index + 1)}.jpg`),
  faces,
}));

export interface PortraitFiles {
  /** As many files as the page is given, under names of their own. */
  readonly files: readonly string[];
  readonly portraits: readonly Portrait[];
}

/** @throws SetupError for a folder without portraits */
export async function findPortraits(
  product: Product,
  folder: string | undefined,
  onStep: (share: number, file: string) => void,
): Promise<PortraitFiles> {
  const people = folder === undefined ? [] : [...(await listPeople(folder)).values()].flat();
  const files = [...GROUP_PHOTOS.map(({ file }) => file), ...people];
  const portraits: Portrait[] = [];
  for (const [index, file] of files.entries()) {
    onStep(index / files.length, path.basename(file));
    const seen = await product.see(file);
    if (seen.kind !== 'faces') continue;
    const isGroup = index < GROUP_PHOTOS.length;
    const faces = isGroup ? seen.faces : seen.faces.slice(0, 1);
    const surroundings = isGroup ? 'with its surroundings' : 'cut out tightly';
    portraits.push(...faces.map(({ box }) => ({ file: String(index), face: box, surroundings }) as const));
  }
  return { files, portraits };
}
