/** @file The quick arithmetic of a study against the plain one: every pair, number by number, on random faces. */
import { describe, expect, test } from 'vitest';
import { euclideanDistance } from '../../../../src/core/embedding/embedding.ts';
import { entryOf, type GalleryEntry } from '../../../../src/core/gallery/gallery.ts';
import { rowsOf, squaredBetween } from '../../../../src/core/matching/face-rows.ts';
import { MAX_LINKS } from '../../../../src/core/matching/nearest-links.ts';
import { planStudy, studyGallery } from '../../../../src/core/matching/study-gallery.ts';
import { normal, seeded } from './synthetic-people.ts';

interface Crowd {
  readonly size: number;
  readonly dimension: number;
  readonly samples: number;
}

/** Gaussian faces whose pairs lie about 1 apart, samples near them, and every seventh beside the one before. */
function crowd({ size, dimension, samples }: Crowd): GalleryEntry[] {
  const random = seeded(size + dimension + samples);
  const entries: GalleryEntry[] = [];
  let face = new Float32Array(dimension);
  for (let index = 0; index < size; index++) {
    const [from, scale] = index % 7 === 6 ? [face, 0.35] : [new Float32Array(dimension), 1];
    face = from.map((value) => value + (scale * normal(random)) / Math.sqrt(2 * dimension));
    const looks = Array.from({ length: 1 + (index % samples) }, () =>
      face.map((value) => value + (0.1 * normal(random)) / Math.sqrt(dimension)),
    );
    // Some share a name.
    entries.push(entryOf(`a${String(index)}`, `Person ${String(index % 50 === 49 ? 0 : index)}`, looks));
  }
  return entries;
}

const nearest = (faces: readonly Float32Array[], { embeddings }: GalleryEntry): number =>
  Math.min(...faces.flatMap((face) => embeddings.map((sample) => euclideanDistance(face, sample))));

/** By anchor: the nearest of other names within `within`. */
function plainLinks(entries: readonly GalleryEntry[], within: number) {
  return entries.map((one) =>
    entries
      .filter(({ name }) => name !== one.name)
      .map((other) => ({ other: other.anchorId, distance: nearest(one.embeddings, other) }))
      .filter(({ distance }) => distance <= within)
      .sort((a, b) => a.distance - b.distance)
      .slice(0, MAX_LINKS),
  );
}

describe.for<Crowd>([
  { size: 150, dimension: 128, samples: 1 },
  { size: 150, dimension: 128, samples: 5 },
  { size: 150, dimension: 512, samples: 2 },
  { size: 97, dimension: 7, samples: 1 },
  { size: 97, dimension: 3, samples: 1 },
  { size: 66, dimension: 1, samples: 1 },
  { size: 5, dimension: 128, samples: 5 },
])('$size anchors of up to $samples samples, $dimension numbers each', (wish) => {
  const entries = crowd(wish);
  const bounds = { lookAlike: 0.6, nearest: 0.5 };
  const { links, distances } = studyGallery(planStudy(entries, bounds));

  test('the same look-alikes, at the same distances', () => {
    const wanted = plainLinks(entries, bounds.lookAlike);
    const found = entries.map(({ anchorId }) => links.get(anchorId) ?? []);
    expect(found.map((list) => list.map(({ other }) => other))).toEqual(
      wanted.map((list) => list.map(({ other }) => other)),
    );
    for (const [index, list] of wanted.entries())
      for (const [at, { distance }] of list.entries())
        expect(found[index]?.[at]?.distance).toBeCloseTo(distance, 9);
    if (wish.size > 50) expect(wanted.flat().length).toBeGreaterThan(10);
  });

  test('the same distances between different people', () => {
    const partners = new Set<string>();
    const wanted = entries.flatMap((one, index) =>
      Array.from({ length: Math.min(100, Math.floor(entries.length / 2)) }, (_, step) => {
        const at = (index + step + 1) % entries.length;
        const pair = [index, at].sort().join('/');
        const other = entries[at];
        if (partners.has(pair) || other === undefined || other.name === one.name) return [];
        partners.add(pair);
        return [Math.max(bounds.nearest, nearest(one.embeddings.slice(-1), other))];
      }).flat(),
    );
    expect(distances.count).toBe(wanted.length);
    expect(distances.sum).toBeCloseTo(
      wanted.reduce((sum, one) => sum + one, 0),
      6,
    );
    expect(distances.squares).toBeCloseTo(
      wanted.reduce((sum, one) => sum + one ** 2, 0),
      6,
    );
  });
});

test('a square that is sure to be too large may be any larger one', () => {
  const { values, dimension } = rowsOf(crowd({ size: 2, dimension: 128, samples: 1 }));
  const square = squaredBetween(values, 0, dimension, dimension);
  expect(squaredBetween(values, 0, dimension, dimension, square)).toBe(square);
  expect(squaredBetween(values, 0, dimension, dimension, square / 2)).toBeGreaterThan(square / 2);
});
