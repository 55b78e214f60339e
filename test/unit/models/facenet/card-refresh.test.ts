/** @file Cards of networks that were converted earlier follow the templates of this version. */
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refreshFacenetCards } from '../../../../models/build/facenet/card-refresh.ts';
import { completeCard, parseCardTemplate } from '../../../../models/build/facenet/converted-card.ts';

const CARDS = fileURLToPath(new URL('../../../../models', import.meta.url));
const NAME = 'facenet-512.json';

let folder: string;
let lines: string[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nametag-cards-'));
  lines = [];
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function build(change: Readonly<Record<string, unknown>>): Promise<object> {
  const template = parseCardTemplate(JSON.parse(await readFile(path.join(CARDS, NAME), 'utf8')));
  const record = { bytes: 5, sha256: 'a'.repeat(64) };
  const card = completeCard(template, 'facenet-512-small.onnx', record, { ...record, name: 'nhwc' });
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, NAME), JSON.stringify({ ...card, ...change }));
  return card;
}

const refresh = () => refreshFacenetCards(CARDS, folder, (line) => lines.push(line));

test('what this version says of the same network replaces what an earlier one said', async () => {
  const card = await build({ title: 'An earlier title' });
  await refresh();
  expect(JSON.parse(await readFile(path.join(folder, NAME), 'utf8'))).toEqual(card);
  expect(lines).toEqual([]);
});

test.for([{ id: 'facenet-512' }, { metric: 'guess' }])('a card with %j is left out', async (change) => {
  await build(change);
  await refresh();
  expect(await readdir(folder)).toEqual([]);
  expect(lines).toEqual([
    'model facenet-512.json: left out, an earlier version made it: npm run models:facenet makes it again',
  ]);
});

test('where nothing was converted nothing happens', async () => {
  await refresh();
  expect(await readdir(folder)).toEqual([]);
});
