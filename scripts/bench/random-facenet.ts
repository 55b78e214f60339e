/**
 * @file FaceNet with random weights, for its speed: the public ones are 90 MB and far away, and no number in them changes what
 * a run costs. What it calls whom would mean nothing.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { recordOf } from '../../models/build/atomic-file.ts';
import { writeSyntheticWeights } from '../../models/build/facenet/synthetic-weights.ts';
import { convertFacenet } from '../../models/facenet.ts';
import { RANDOM_DIR } from './site.ts';

const SEED = 6;
const DIMENSION = 128;
/** Written last: whoever finds it finds the rest. */
const CARDS = { full: 'nametagFacenetFp32.json', small: 'nametagFacenetInt8.json' };

/** Both forms with a card each, in `RANDOM_DIR`. */
export async function ensureRandomFacenet(): Promise<void> {
  if (existsSync(path.join(RANDOM_DIR, CARDS.full))) return;
  await mkdir(RANDOM_DIR, { recursive: true });
  const weights = path.join(RANDOM_DIR, 'weights.h5');
  await writeSyntheticWeights(weights, { seed: SEED, dimension: DIMENSION });
  const files = await convertFacenet({ dimension: DIMENSION, weights, outDir: RANDOM_DIR });
  await rm(weights);
  const card = JSON.parse(await readFile(files.card, 'utf8')) as object;
  await writeCard(CARDS.small, card, files.small);
  await writeCard(CARDS.full, card, files.full);
}

async function writeCard(name: string, card: object, file: string): Promise<void> {
  const content = { ...card, ...recordOf(await readFile(file)), file: path.basename(file) };
  await writeFile(path.join(RANDOM_DIR, name), JSON.stringify(content));
}
