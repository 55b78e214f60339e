/** @file The report on one's own gallery: each sample asked about, counted by hand. Embeddings are points on a line. */
import { describe, expect, test } from 'vitest';
import { reportGallery } from '../../../../src/core/gallery/gallery-report.ts';
import type { MatchLimits } from '../../../../src/core/matching/limits.ts';
import { galleryOf } from '../../faces.ts';

const limits: MatchLimits = {
  enterMaxDistance: 0.5,
  leaveMaxDistance: 0.54,
  maybeMaxDistance: 0.58,
  poorLookReserve: 0,
  minMargin: 0.03,
  samePersonDistance: 0.4,
  anotherFaceDistance: 0.55,
  maxSpread: 0.5,
};

test('a gallery of nobody has nothing to ask', () => {
  const nothing = { probes: 0, right: 0, wrong: 0, strangers: 0, strangersNamed: 0 };
  expect(reportGallery(galleryOf({}), limits)).toEqual(nothing);
  expect(reportGallery(galleryOf({ Ann: [] }), limits)).toEqual(nothing);
});

describe('leave one out', () => {
  test('a sample is found by the others of its anchor, never by itself', () => {
    // Ann’s find each other at 0.2; Bob’s lie 0.9 apart; Cem has one only, which cannot be asked about.
    const gallery = galleryOf({ Ann: [[0], [0.2]], Bob: [[5], [5.9]], Cem: [[2]] });
    expect(reportGallery(gallery, limits)).toEqual({
      probes: 4,
      right: 2,
      wrong: 0,
      strangers: 5,
      strangersNamed: 0,
    });
  });

  test('another’s name is wrong, no name is neither right nor wrong', () => {
    // Ann’s 0 is Bob at 0.1; Ann’s 3 is nobody. Without Ann her 0 is Bob, without Bob his 0.1 is Ann.
    expect(reportGallery(galleryOf({ Ann: [[0], [3]], Bob: [[0.1]] }), limits)).toEqual({
      probes: 2,
      right: 0,
      wrong: 1,
      strangers: 3,
      strangersNamed: 2,
    });
  });

  test('a sample that is about as near to another anchor gets no name', () => {
    // For Ann’s 0: Ann at 0.3, Bob at 0.31. For her 0.3: Ann at 0.3, Bob at 0.61.
    const report = reportGallery(galleryOf({ Ann: [[0], [0.3]], Bob: [[-0.31]] }), limits);
    expect(report).toMatchObject({ probes: 2, right: 1, wrong: 0 });
  });

  test('counts as a still picture does: one look is enough, a maybe is not', () => {
    expect(reportGallery(galleryOf({ Ann: [[0], [0.47]] }), limits)).toMatchObject({ probes: 2, right: 2 });
    expect(reportGallery(galleryOf({ Ann: [[0], [0.51]] }), limits)).toMatchObject({ probes: 2, right: 0 });
  });

  test('two anchors of one name are one person, as everywhere', () => {
    const twice = galleryOf({ Ann: [[0], [3]], ANN: [[0.1]], Bob: [[9]] });
    const entries = twice.entries.map((entry, index) => ({ ...entry, anchorId: `id${String(index)}` }));
    expect(reportGallery({ ...twice, entries }, limits)).toEqual({
      probes: 2,
      right: 1,
      wrong: 0,
      strangers: 4,
      strangersNamed: 0,
    });
  });

  test('in the cosine’s space', () => {
    // Chords: 0.63 between Ann’s two, 1.41 and 1.79 to Bob.
    const gallery = galleryOf(
      {
        Ann: [
          [1, 0],
          [0.8, 0.6],
        ],
        Bob: [[-0.6, 0.8]],
      },
      'cosine',
    );
    const wide = { ...limits, enterMaxDistance: 0.64, maybeMaxDistance: 0.7 };
    expect(reportGallery(gallery, wide)).toMatchObject({ probes: 2, right: 2, strangersNamed: 0 });
    expect(reportGallery(gallery, limits)).toMatchObject({ probes: 2, right: 0 });
    expect(reportGallery(gallery, { ...limits, enterMaxDistance: 1.5, maybeMaxDistance: 1.5 })).toMatchObject(
      { strangersNamed: 2 },
    );
  });
});

test('the gallery stays as it was', () => {
  const gallery = galleryOf({ Ann: [[0], [0.2]], Bob: [[5]] });
  reportGallery(gallery, limits);
  expect(gallery).toEqual(galleryOf({ Ann: [[0], [0.2]], Bob: [[5]] }));
});

test.for([
  [600, 600],
  [601, 301],
  [1300, 434],
] as const)('of %d samples it asks about %d, spread over all of them', ([samples, asked]) => {
  // Every person’s two samples find each other, and nobody is near anybody else.
  const people = Array.from({ length: Math.ceil(samples / 2) }, (_, person) => [
    `person ${String(person)}`,
    samples % 2 === 1 && person === 0 ? [[0]] : [[person], [person + 0.1]],
  ]);
  const report = reportGallery(galleryOf(Object.fromEntries(people) as Record<string, number[][]>), limits);
  expect(report).toMatchObject({ strangers: asked, wrong: 0, strangersNamed: 0 });
  expect(report.right).toBe(report.probes);
  expect(report.probes).toBeGreaterThanOrEqual(asked - 1);
});

test('those it asks about come from the whole gallery, not from its beginning', () => {
  // The first 300 people are found again, the other 300 are not.
  const people = Array.from({ length: 600 }, (_, person) => [
    `person ${String(person)}`,
    [[2 * person], [2 * person + (person < 300 ? 0.1 : 0.9)]],
  ]);
  const report = reportGallery(galleryOf(Object.fromEntries(people) as Record<string, number[][]>), limits);
  expect(report).toMatchObject({ probes: 600, right: 300 });
});
