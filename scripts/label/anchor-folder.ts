/** @file The tutorial's folder of face pictures: the file's name, or its folder's, is the person's. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Product } from '../browser/product.ts';
import { SetupError } from '../setup/setup-error.mjs';

export interface AnchorPicture {
  readonly name: string;
  readonly file: string;
}

/** Every file of the folder and of its subfolders, in order; hidden ones are the system's. @throws SetupError */
export async function listAnchorPictures(folder: string): Promise<AnchorPicture[]> {
  const pictures: AnchorPicture[] = [];
  for (const entry of await list(folder)) {
    const inside = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      const files = (await list(inside)).filter((one) => one.isFile());
      pictures.push(...files.map((one) => ({ name: entry.name, file: path.join(inside, one.name) })));
    } else if (entry.isFile()) {
      pictures.push({ name: path.parse(entry.name).name, file: inside });
    }
  }
  if (pictures.length === 0) throw new SetupError(`${folder} holds no pictures of people.`);
  return pictures;
}

/** Enrolls the only face of each picture. @returns a sentence for each picture that could not be used */
export async function enrollAnchors(
  product: Pick<Product, 'see' | 'enroll'>,
  pictures: readonly AnchorPicture[],
  onStep: (done: number) => void,
): Promise<string[]> {
  const problems: string[] = [];
  for (const [index, { name, file }] of pictures.entries()) {
    onStep(index);
    const seen = await product.see(file);
    if (seen.kind === 'unreadable') problems.push(`Anchor ${file} cannot be read as a picture.`);
    else if (seen.kind === 'no-face') problems.push(`Anchor ${file} shows no face.`);
    else if (seen.faces.length > 1)
      problems.push(
        `Anchor ${file} shows ${String(seen.faces.length)} faces; which one is ${name} cannot be told.`,
      );
    else if (!(await product.enroll(0, name)))
      problems.push(`Anchor ${file} shows its face not clearly enough.`);
  }
  return problems;
}

async function list(folder: string) {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter(({ name }) => !name.startsWith('.'))
      .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  } catch (cause) {
    throw new SetupError(`The folder ${folder} cannot be read.`, { cause });
  }
}
