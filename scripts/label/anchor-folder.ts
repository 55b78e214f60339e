/** @file The tutorial's folder of face pictures: the file's name, or its folder's, is the person's. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { EnrollDoubt, Product } from '../browser/product.ts';
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
      const name = readName(entry.name);
      pictures.push(...files.map((one) => ({ name, file: path.join(inside, one.name) })));
    } else if (entry.isFile()) {
      pictures.push({ name: withoutCount(readName(path.parse(entry.name).name)), file: inside });
    }
  }
  if (pictures.length === 0) throw new SetupError(`${folder} holds no pictures of people.`);
  return pictures;
}

/** "Cersei_Lannister": files have no spaces, people do. */
function readName(text: string): string {
  return text.replaceAll('_', ' ').trim();
}

/** "Clara 1", "Clara (2)", "Clara-3" are pictures of one person. A name that is nothing but a number stays. */
function withoutCount(name: string): string {
  return name.replace(/(?<=\p{L}.*?)\s*[-\s]?(?:\(\d+\)|(?<=[-\s])\d+)$/u, '').trim();
}

function describeDoubt({ kind, name: other }: EnrollDoubt, name: string): string {
  switch (kind) {
    case 'covered':
      return `shows a covered face. It was taken for ${name} all the same.`;
    case 'known':
      return `looks like ${other}. It was taken for ${name} all the same.`;
    case 'unlike':
      return `does not look like the other pictures of ${name}. It was taken all the same.`;
  }
}

/** Enrolls the only face of each picture. @returns a sentence for each picture that could not be used, or only with a doubt */
export async function enrollAnchors(
  product: Pick<Product, 'see' | 'enroll' | 'doubt'>,
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
    else {
      const doubt = await product.doubt();
      if (doubt !== undefined) problems.push(`Anchor ${file} ${describeDoubt(doubt, name)}`);
    }
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
