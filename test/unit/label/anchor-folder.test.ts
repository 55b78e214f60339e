/** @file Names from files, and doubts that are told. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { enrollAnchors, listAnchorPictures } from '../../../scripts/label/anchor-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nametag-anchors-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test.for([
  ['Clara_1.png', 'Clara'],
  ['Clara_2.png', 'Clara'],
  ['Mira (1).png', 'Mira'],
  ['Mira(2).png', 'Mira'],
  ['Cersei_Lannister.jpg', 'Cersei Lannister'],
  ['Anne-Marie-3.jpg', 'Anne-Marie'],
  ['Louis 14.jpg', 'Louis'],
  ['R2D2.jpg', 'R2D2'],
  ['007.jpg', '007'],
  ['李雷_2.png', '李雷'],
] as const)('%s is %s', async ([file, name]) => {
  await writeFile(path.join(folder, file), '');
  expect((await listAnchorPictures(folder)).map((one) => one.name)).toEqual([name]);
});

test('a folder is one person, whatever its files are called', async () => {
  await mkdir(path.join(folder, 'Ben_Baker'));
  for (const file of ['a.jpg', 'b 2.jpg']) await writeFile(path.join(folder, 'Ben_Baker', file), '');
  expect((await listAnchorPictures(folder)).map(({ name }) => name)).toEqual(['Ben Baker', 'Ben Baker']);
});

test('a doubt that a person would have been asked about is told', async () => {
  const product = {
    see: () => Promise.resolve({ kind: 'faces', widthPx: 1, heightPx: 1, faces: [{}] } as never),
    enroll: () => Promise.resolve(true),
    doubt: () => Promise.resolve({ kind: 'known', name: 'Clara' } as const),
  };
  const told = await enrollAnchors(product, [{ name: 'Mira', file: 'Mira.png' }], () => undefined);
  expect(told).toEqual(['Anchor Mira.png looks like Clara. It was taken for Mira all the same.']);
});
