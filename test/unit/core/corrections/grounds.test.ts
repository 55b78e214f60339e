/** @file Why a face had been given a name, and whose it would have been without. */
import { expect, test } from 'vitest';
import { groundsOf } from '../../../../src/core/corrections/grounds.ts';
import { limitsFor } from '../../../../src/core/matching/limits.ts';
import { galleryOf } from '../../faces.ts';

const limits = limitsFor({ strictMaxDistance: 1, maxDistance: 1, lenientMaxDistance: 1 }, 0.5);
const look = (at: number) => ({ embedding: Float32Array.of(at), quality: 1 });

test('names the nearest sample over all looks', () => {
  const gallery = galleryOf({ Ann: [[0], [2]] });
  expect(groundsOf([look(0.5), look(1.75)], 'ann', gallery, limits)).toEqual({
    sampleId: 'ann/1',
    distance: 0.25,
  });
});

test('tells who would have won without, if anybody', () => {
  const gallery = galleryOf({ Ann: [[0]], Bob: [[1]], Eve: [[9]] });
  expect(groundsOf([look(0.5)], 'ann', gallery, limits)?.runnerUp).toEqual({
    anchorId: 'bob',
    name: 'Bob',
    distance: 0.5,
  });
  expect(groundsOf([look(-0.5)], 'ann', gallery, limits)).not.toHaveProperty('runnerUp');
});

test('a namesake is nobody else, and who is never named wins nothing', () => {
  const { entries, ...rest } = galleryOf({ Ann: [[0]], ANN: [[0.25]], Bob: [[1]] });
  const silent = entries.map((entry) => ({ ...entry, isNeverNamed: entry.name === 'Bob' }));
  // Their ids are lower case names: both Anns would have the same.
  const named = silent.map((entry, index) => ({ ...entry, anchorId: String(index) }));
  expect(groundsOf([look(0.5)], '0', { ...rest, entries: named }, limits)).not.toHaveProperty('runnerUp');
});

test('without a sample that the network knows there are none', () => {
  expect(groundsOf([look(0)], 'ann', galleryOf({ Ann: [] }), limits)).toBeUndefined();
  expect(groundsOf([look(0)], 'gone', galleryOf({ Ann: [[0]] }), limits)).toBeUndefined();
});

test('measures in the gallery’s metric', () => {
  const gallery = galleryOf({ Ann: [[1, 0]] }, 'cosine');
  const grounds = groundsOf([{ embedding: Float32Array.of(5, 0), quality: 1 }], 'ann', gallery, limits);
  expect(grounds?.distance).toBeCloseTo(0, 6);
});
