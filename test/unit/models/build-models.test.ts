/**
 * @file The build gives the files that the cards promise, leaves good files alone, and says clearly what is wrong.
 */
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildModels, runBuildModels } from '../../../models/build.ts';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));
const CARDS = ['detector-full-range', 'segmenter', 'landmarks', 'faceplugin'] as const;
const DETECTION_PACKAGE = path.join('node_modules', '@mediapipe', 'face_detection');

const cardSchema = v.object({ file: v.string(), bytes: v.number(), sha256: v.string() });

describe('buildModels', { timeout: 30_000 }, () => {
  let folder: string;
  let cardsDir: string;
  let outDir: string;
  let lines: string[];
  const report = (line: string) => {
    lines.push(line);
  };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'nametag-models-'));
    cardsDir = path.join(folder, 'cards');
    outDir = path.join(folder, 'built');
    await mkdir(cardsDir);
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  beforeEach(async () => {
    lines = [];
    for (const name of CARDS) {
      await cp(path.join(REPOSITORY, 'models', `${name}.json`), path.join(cardsDir, `${name}.json`));
    }
  });

  test('builds what the cards say, then has nothing to do', async () => {
    await buildModels({ cardsDir, outDir, report });
    expect(lines).toEqual([
      'model detector-full-range: built (0.7 MB)',
      'model segmenter: built (0.2 MB)',
      'model face-mesh: built (1.2 MB)',
      'model faceplugin3: built (4.9 MB)',
    ]);
    for (const name of CARDS) {
      const card = await readCard(name);
      const content = await readFile(path.join(outDir, card.file));
      expect(content.length).toBe(card.bytes);
      expect(createHash('sha256').update(content).digest('hex')).toBe(card.sha256);
    }
    expect(await readdir(outDir)).toHaveLength(CARDS.length);

    const before = await modificationTimes();
    lines = [];
    await buildModels({ cardsDir, outDir, report });
    expect(lines.every((line) => line.includes('up to date'))).toBe(true);
    expect(await modificationTimes()).toEqual(before);
  });

  test('replaces a damaged file', async () => {
    const { file, bytes } = await readCard('segmenter');
    await buildModels({ cardsDir, outDir });
    await writeFile(path.join(outDir, file), 'damaged');
    await buildModels({ cardsDir, outDir });
    expect((await stat(path.join(outDir, file))).size).toBe(bytes);
  });

  test('a result that is not what the card says is refused and not written', async () => {
    await changeCard('detector-full-range', /"sha256": "\w+"/, `"sha256": "${'0'.repeat(64)}"`);
    const elsewhere = path.join(folder, 'mismatch');
    await expect(buildModels({ cardsDir, outDir: elsewhere })).rejects.toThrow(
      /^detector-full-range\.tflite came out as \d+ bytes with sha256 \w+, but its card says .*: run "npm ci"/,
    );
    await expect(readdir(elsewhere)).rejects.toThrow('ENOENT');
  });

  test('--update-cards writes the true numbers into the card and changes nothing else', async () => {
    const original = await readFile(path.join(cardsDir, 'segmenter.json'), 'utf8');
    await changeCard('segmenter', /"sha256": "\w+"/, `"sha256": "${'0'.repeat(64)}"`);
    await changeCard('segmenter', /"bytes": \d+/, '"bytes": 1');
    await buildModels({ cardsDir, outDir, shouldUpdateCards: true });
    expect(await readFile(path.join(cardsDir, 'segmenter.json'), 'utf8')).toBe(original);
  });

  test('a missing source package is named with the remedy', async () => {
    const rootDir = path.join(folder, 'empty');
    await mkdir(rootDir);
    await expect(buildModels({ rootDir, cardsDir, outDir: path.join(folder, 'none') })).rejects.toThrow(
      /^@mediapipe\/face_detection 0\.4\.1657300184 lacks package\.json.*: run "npm ci"/,
    );
  });

  test('a source package of another version is refused', async () => {
    const rootDir = path.join(folder, 'other-version');
    await mkdir(path.join(rootDir, DETECTION_PACKAGE), { recursive: true });
    await writeFile(path.join(rootDir, DETECTION_PACKAGE, 'package.json'), '{ "version": "0.5.0" }');
    await expect(buildModels({ rootDir, cardsDir, outDir: path.join(folder, 'none') })).rejects.toThrow(
      'is installed as 0.5.0, but the model card asks for 0.4.1657300184: run "npm ci"',
    );
  });

  test('a damaged source file is refused', async () => {
    const rootDir = path.join(folder, 'damaged');
    const packageDir = path.join(rootDir, DETECTION_PACKAGE);
    await mkdir(packageDir, { recursive: true });
    await cp(path.join(REPOSITORY, DETECTION_PACKAGE, 'package.json'), path.join(packageDir, 'package.json'));
    await writeFile(path.join(packageDir, 'face_detection_full_range_sparse.tflite'), 'damaged');
    await expect(buildModels({ rootDir, cardsDir, outDir: path.join(folder, 'none') })).rejects.toThrow(
      'as installed (not a TFLite model): run "npm ci"',
    );
  });

  async function readCard(name: string) {
    return v.parse(cardSchema, JSON.parse(await readFile(path.join(cardsDir, `${name}.json`), 'utf8')));
  }

  async function changeCard(name: string, pattern: RegExp, replacement: string): Promise<void> {
    const file = path.join(cardsDir, `${name}.json`);
    await writeFile(file, (await readFile(file, 'utf8')).replace(pattern, replacement));
  }

  async function modificationTimes(): Promise<number[]> {
    const files = await readdir(outDir);
    return Promise.all(files.map(async (file) => (await stat(path.join(outDir, file))).mtimeMs));
  }
});

test('an unknown option is an error', async () => {
  expect(await runBuildModels(['--force'])).toBe(1);
});
