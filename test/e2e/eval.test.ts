/** @file The evaluation with the built extension, on the pictures that every checkout has. */
import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparePairs } from '../../scripts/eval/compare-pairs.ts';
import { nameScenes } from '../../scripts/eval/name-scenes.ts';
import { compareNpmPictures } from '../../scripts/eval/npm-pictures.ts';
import { findPictures } from '../../scripts/eval/picture-names.ts';
import { DEFAULT_MODEL, openProduct, type Product } from '../../scripts/browser/product.ts';
import type { Progress } from '../../scripts/eval/progress.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DEMO = fileURLToPath(new URL('../../node_modules/@vladmandic/face-api/demo', import.meta.url));
const sample = (number: number): string => path.join(DEMO, `sample${String(number)}.jpg`);
const quiet: Progress = { step: () => undefined, warn: (sentence) => warnings.push(sentence) };
const warnings: string[] = [];

let folder: string;
let product: Product;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nametag-eval-'));
  // Also where FaceNet is packed.
  product = await openProduct({ modelId: DEFAULT_MODEL });
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
      modelId: 'faceplugin3',
      metric: 'cosine',
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
      folds: null,
      foldsNote: "There are no folds: they need LFW's 6000 pairs, not 4.",
      trueAcceptsAtFmr3: null,
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

  test('compares groups as it is called, and says what is wrong with a list and its pictures', async () => {
    await mkdir(path.join(folder, 'groups'));
    for (const [name, number] of Object.entries({ 'ann.jpg': 1, 'ann2.jpg': 1, 'bo.jpg': 4, 'cy.jpg': 5 }))
      await copyFile(sample(number), path.join(folder, 'groups', name));
    await writeFile(path.join(folder, 'groups', 'grey.png'), greyPicture());
    await writeFile(path.join(folder, 'groups', 'notes.jpg'), 'no picture');
    const rows = [
      'set,person,file,group,sex,age',
      ...[
        'a,ann,ann.jpg,north,f,1',
        'b,ann,ann2.jpg,north,f,1',
        'a,bo,bo.jpg,north,m,1',
        'a,cy,cy.jpg,south,,1',
      ],
      ...[
        'a,dee,grey.png,south,,1',
        'a,dee,missing.jpg,west,,1',
        'a,dee,notes.jpg,,,1',
        'a,,ann.jpg,north,f,1',
      ],
    ];
    await writeFile(path.join(folder, 'groups.csv'), rows.join('\n'));
    const { code, stdout, stderr } = await runEval(
      ...['--groups', 'groups.csv', '--images', 'groups', '--json', 'out/groups.json'],
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const result = JSON.parse(await readFile(path.join(folder, 'out/groups.json'), 'utf8')) as object;
    const nothing = { genuine: 0, impostor: 0, auc: null, trueAccepts: null, falseMatchRate: null };
    expect(result).toMatchObject({
      groups: [
        { group: 'north', people: 2, genuine: 1, impostor: 2, auc: 1, trueAccepts: 1, falseMatchRate: 0 },
        { group: 'north', sex: 'f', people: 1, genuine: 1, impostor: 0, auc: null, falseMatchRate: null },
        { group: 'north', sex: 'm', people: 1, ...nothing },
        { group: 'south', people: 1, ...nothing },
        { group: 'west', people: 0, ...nothing },
      ],
      all: { people: 3, genuine: 1, impostor: 5, trueAcceptsAtFmr3: null },
      falseMatchRatio: null,
      ...{ face: 'middle', pictures: 4, skippedRows: 1, peopleWithOnePicture: 2 },
      severalFaces: ['ann.jpg', 'ann2.jpg', 'bo.jpg', 'cy.jpg'],
      noFace: ['grey.png'],
      unreadable: ['missing.jpg', 'notes.jpg'],
    });
    expect(stdout).toMatch(/^north +2 +1 +2 +1\.0000 +100\.0 % +0\.000 % +–$/m);
    for (const sentence of [
      'The list\'s column "age" is not used.',
      'Row 8 has no person: it is left out.',
      'No face was found in grey.png.',
      'missing.jpg is not there.',
      'notes.jpg cannot be read as a picture.',
      '4 pictures show several faces: the one nearest the middle is compared.',
      '2 people have only one picture: such a picture has no genuine pair.',
      'The group north, f has only one person: it has no impostor pairs.',
      'The group south has only one picture: it has no pairs.',
      'The group west has no picture that could be compared.',
    ])
      expect(stderr).toContain(`! ${sentence}\n`);
  });

  test('says in one sentence what a list of people lacks', async () => {
    await writeFile(path.join(folder, 'odd.csv'), 'name,file,group\nann,ann.jpg,north\n');
    const { code, stderr } = await runEval('--groups', 'odd.csv', '--images', '.');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^✗ The list of people has no column person[^\n]*\.\n$/);
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

async function runEval(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/eval/main.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, NAMETAG_CALLED_FROM: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr };
}

/** Whoever is enrolled from sample 1 is one of three there, and nobody in sample 5. */
function labelsOf(): Record<string, string[]> {
  return { 'sample5.jpg': ['a', 'b', 'c', 'd'], 'sample1.jpg': ['fair woman'] };
}

function greyPicture(): Buffer {
  const png = new PNG({ width: 64, height: 64 });
  png.data.fill(128);
  return PNG.sync.write(png);
}
