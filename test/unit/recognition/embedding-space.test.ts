/**
 * @file Saved people keep their embeddings by the card's id. Whoever changes what makes an embedding has to change the id as
 * well: the changeover then makes the saved embeddings anew. Otherwise new looks would be held against numbers of another space.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { presentModelId } from '../../../src/core/model-choice/present-model.ts';

/** By id. Add a line for a new id; never change one. */
const SPACES: Readonly<Record<string, string>> = {
  'facenet-128': '4e76a15f6ba3872e',
  'facenet-512-vggface2': 'a730dc5d4f5798f9',
  faceplugin2: '2cd539d0c9eb9e0c',
  faceplugin3: '6331e6205c6dba14',
};

const cardSchema = v.looseObject({ id: v.string(), kind: v.string() });

const folder = new URL('../../../models/', import.meta.url);
const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
const texts = await Promise.all(names.map(async (name) => readFile(new URL(name, folder), 'utf8')));
const embedders = texts
  .map((text) => v.parse(cardSchema, JSON.parse(text)))
  .filter(({ kind }) => kind === 'embedder');

test.for(embedders)('the space of $id is the one that its id stands for', (card) => {
  const { id, input, output, preprocessing, crop, isMirrorAveraged, neighborhoods, sha256 } = card;
  const { centers, sharpness, share } = v.parse(v.looseObject({}), neighborhoods ?? {});
  // FaceNet's cards are templates: they have no file before the person makes it.
  const parts = [input, output, preprocessing, crop, isMirrorAveraged, centers, sharpness, share, sha256];
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  expect(digest.slice(0, 16)).toBe(SPACES[id]);
});

test.for(Object.keys(SPACES))('someone who chose %s still has that network, in its present space', (id) => {
  expect(embedders.map((card) => card.id)).toContain(presentModelId(id));
});

test('other choices stay as they are', () => {
  for (const id of [...embedders.map((card) => card.id), 'own-0123', 'constructor'])
    expect(presentModelId(id)).toBe(id);
});
