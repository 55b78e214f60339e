/** @file The evaluation with the built extension, on the pictures that every checkout has. */
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparePairs } from '../../scripts/eval/compare-pairs.ts';
import { nameScenes } from '../../scripts/eval/name-scenes.ts';
import { compareNpmPictures } from '../../scripts/eval/npm-pictures.ts';
import { findPictures } from '../../scripts/eval/picture-names.ts';
import { openProduct, type Product } from '../../scripts/browser/product.ts';
import type { Progress } from '../../scripts/eval/progress.ts';

const DEMO = fileURLToPath(new URL('../../node_modules/@vladmandic/face-api/demo', import.meta.url));
const sample = (number: number): string => path.join(DEMO, `sample${String(number)}.jpg`);
const quiet: Progress = { step: () => undefined, warn: (sentence) => warnings.push(sentence) };
const warnings: string[] = [];

let folder: string;
let product: Product;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nametag-eval-'));
  product = await openProduct();
});
afterAll(async () => {
  await product.close();
  await rm(folder, { recursive: true, force: true });
});

describe('npm run eval', () => {
  test('tells strangers apart in the sample pictures, and finds the woman who is in two of them', async () => {
    const result = await compareNpmPictures(product, new Map(), quiet);
    expect(result.faces).toBeGreaterThanOrEqual(22);
    expect(result).toMatchObject({ falseAccepts: 0, falseRejects: 0, auc: 1 });
    expect(result.default).toMatchObject({
      modelId: 'compact',
      metric: 'euclidean',
      genuine: 1,
      trueAccepts: 1,
    });
    expect(result.default['impostor']).toBeGreaterThan(150);
  });

  test('compares pairs by the largest face, and says which files have none', async () => {
    await writeFile(path.join(folder, 'grey.png'), greyPicture());
    await writeFile(path.join(folder, 'notes.jpg'), 'no picture');
    await mkdir(path.join(folder, 'group'));
    for (const number of [1, 4])
      await copyFile(sample(number), path.join(folder, 'group', `s${String(number)}.jpg`));
    const result = await comparePairs(
      product,
      [
        { fileX: 'group/s1.jpg', fileY: 's1.jpg', isGenuine: true },
        { fileX: 'group/s1.jpg', fileY: 's4.jpg', isGenuine: false },
        { fileX: 'group/s1.jpg', fileY: 'grey.png', isGenuine: false },
        { fileX: 'notes.jpg', fileY: 'missing.jpg', isGenuine: true },
      ],
      await findPictures(folder),
      quiet,
    );
    expect(result).toMatchObject({
      pairs: 2,
      skippedPairs: 2,
      noFace: ['grey.png'],
      falseAccepts: 0,
      falseRejects: 0,
    });
    expect([...result.unreadable].sort()).toEqual(['missing.jpg', 'notes.jpg']);
    expect(warnings).toEqual(
      expect.arrayContaining([
        'missing.jpg is not there.',
        'notes.jpg cannot be read as a picture.',
        'No face was found in grey.png.',
      ]),
    );
  });

  test('names the people of a scene, and nobody who is not enrolled', async () => {
    await mkdir(path.join(folder, 'people'), { recursive: true });
    const seen = await product.see(sample(3));
    const found = seen.kind === 'faces' ? seen.faces : [];
    expect(found).toHaveLength(3);
    const result = await nameScenes(
      product,
      // Of each picture the largest face is enrolled.
      { people: new Map([['fair woman', [sample(1)]]]), scenes: [sample(1), sample(5)], labels: labelsOf() },
      quiet,
    );
    expect(result.wrong).toBe(0);
    expect(result.named).toBe(1);
    expect(result).toMatchObject({ notClear: [], noFace: [], unreadable: [], falseNames: 0 });
    expect(result.perScene['sample1.jpg']?.note).toMatch(/3 faces found for 1 labels/);
  });
});

/** Whoever is enrolled from sample 1 is one of three there, and nobody in sample 5. */
function labelsOf(): Record<string, string[]> {
  return { 'sample5.jpg': ['a', 'b', 'c', 'd'], 'sample1.jpg': ['fair woman'] };
}

function greyPicture(): Buffer {
  const png = new PNG({ width: 64, height: 64 });
  png.data.fill(128);
  return PNG.sync.write(png);
}
