/** @file What a gallery's own faces say of each other, all at once and change by change. */
import { describe, expect, test } from 'vitest';
import { entryOf, type GalleryEntry } from '../../../../src/core/gallery/gallery.ts';
import { MAX_LINKS } from '../../../../src/core/matching/nearest-links.ts';
import { lookAlikeDistance, ownLimits } from '../../../../src/core/matching/look-alikes.ts';
import { strangerDistances } from '../../../../src/core/matching/stranger-distances.ts';
import {
  NO_STUDY,
  isSameStudy,
  pairsToStudy,
  planStudy,
  studyGallery,
  type GalleryStudy,
} from '../../../../src/core/matching/study-gallery.ts';
import { nearestSample } from '../../../../src/core/matching/nearest-sample.ts';
import { enrolled, lookAlikeOf, person, seeded } from './synthetic-people.ts';

const bounds = { lookAlike: 0.55, nearest: 0.5 };

function study(entries: readonly GalleryEntry[], before?: GalleryStudy): GalleryStudy {
  return studyGallery(planStudy(entries, bounds), before);
}

/** Anchors on a line. */
function at(name: string, ...places: number[]): GalleryEntry {
  return entryOf(
    name.toLowerCase(),
    name,
    places.map((place) => Float32Array.of(place, 0)),
  );
}

function crowd(size: number, seed = 3): GalleryEntry[] {
  const random = seeded(seed);
  return Array.from({ length: size }, (_, index) => {
    const one = person(`Person ${String(index)}`, random);
    return enrolled(index % 10 === 0 ? lookAlikeOf(one, one.name, random) : one, 1 + (index % 5), random);
  });
}

const everyPair = (entries: readonly GalleryEntry[]) =>
  entries
    .flatMap((one, index) =>
      entries.slice(index + 1).map((other) => ({ pair: [one.anchorId, other.anchorId].sort(), one, other })),
    )
    .map(({ pair, one, other }) => ({
      pair,
      distance: Math.min(...one.embeddings.map((face) => nearestSample(face, other))),
    }));

test('who looks alike is found by the nearest samples, most alike first', () => {
  const { lookAlikes } = study([at('Ann', 0), at('Bob', 0.4, 3), at('Cy', 2), at('Dee', 2.1)]);
  expect(lookAlikes.map(({ one, other }) => [one, other])).toEqual([
    ['cy', 'dee'],
    ['ann', 'bob'],
  ]);
  expect(lookAlikes[1]?.distance).toBeCloseTo(0.4, 6);
});

test('two anchors of one name are one person, and no look-alikes', () => {
  const twice = [at('Ann', 0), { ...at('ann', 0.1), anchorId: 'other' }];
  expect(study(twice).lookAlikes).toEqual([]);
  expect(study(twice).distances.count).toBe(0);
});

test('of a few anchors, all pairs count once', () => {
  for (const size of [2, 3, 4, 7, 12]) {
    const { distances, anchors } = study(crowd(size));
    expect(distances.count).toBe((size * (size - 1)) / 2);
    expect(anchors).toBe(size);
  }
});

test('somebody saved under two names does not count as very near', () => {
  const { distances } = study([at('Ann', 0), at('Anna', 0.01)]);
  expect(distances).toEqual({ count: 1, sum: 0.5, squares: 0.25 });
});

test('an anchor without samples of this model takes no part; one that is never named gives no name', () => {
  const found = study([at('Ann', 0), at('Bob'), { ...at('Cy', 2), isNeverNamed: true }]);
  expect(found.anchors).toBe(1);
  expect(found.distances.count).toBe(1);
});

test('the quick way finds every pair that the slow way finds', () => {
  const entries = crowd(120);
  const slow = everyPair(entries).filter(({ distance }) => distance <= bounds.lookAlike);
  expect(slow.length).toBeGreaterThan(5);
  const quick = study(entries).lookAlikes.map(({ one, other }) => [one, other].sort().join());
  // Of each anchor the nearest four at least.
  const wanted = slow.filter(({ pair, distance }) =>
    pair.some(
      (id) => slow.filter((one) => one.pair.includes(id) && one.distance < distance).length < MAX_LINKS,
    ),
  );
  expect(quick.sort()).toEqual(wanted.map(({ pair }) => pair.join()).sort());
});

describe('change by change', () => {
  const all = crowd(60);
  const limitsOf = ({ lookAlikes }: GalleryStudy) => ownLimits(lookAlikes);

  test('adding, changing and removing anchors ends where a new study would', () => {
    let current = study(all.slice(0, 40));
    const steps = [
      all,
      all.filter((_, index) => index % 7 !== 0),
      all.map((entry, index) => (index === 3 ? { ...entry, name: 'Another name' } : entry)),
      all.map((entry, index) =>
        index === 10 ? { ...entry, embeddings: entry.embeddings.slice(0, 1), sampleIds: ['new'] } : entry,
      ),
      [],
    ];
    for (const entries of steps) {
      current = study(entries, current);
      expect(limitsOf(current)).toEqual(limitsOf(study(entries)));
      expect(current.distances).toEqual(study(entries).distances);
    }
  });

  test('who has lost all look-alikes that were kept is compared anew', () => {
    const row = ['Ann', 'Bob', 'Cy', 'Dee', 'Eve', 'Fay'].map((name, index) => at(name, index * 0.05));
    const before = study(row);
    const [ann = at('Ann'), , , , , fay = at('Fay')] = row;
    // Fay was the fifth of Ann's look-alikes.
    const { lookAlikes } = study([ann, fay], before);
    expect(lookAlikes).toHaveLength(1);
    expect(lookAlikes[0]?.distance).toBeCloseTo(0.25, 6);
  });

  test('only what changed is compared', () => {
    const before = study(all);
    const plan = planStudy(all, bounds);
    expect(pairsToStudy(plan, NO_STUDY)).toBe((60 * 59) / 2);
    expect(pairsToStudy(plan, before)).toBe(0);
    expect(isSameStudy(plan, before)).toBe(true);
    const one = all.map((entry, index) => (index === 0 ? { ...entry, name: 'New' } : entry));
    expect(pairsToStudy(planStudy(one, bounds), before)).toBe(59);
    expect(isSameStudy(planStudy(one, bounds), before)).toBe(false);
    expect(isSameStudy(planStudy(all.slice(1), bounds), before)).toBe(false);
  });
});

test('what was found within one distance is not taken for what lies within another', () => {
  const row = [at('Ann', 0), at('Bob', 0.5), at('Cy', 1)];
  const near = studyGallery(planStudy(row, { ...bounds, lookAlike: 0.4 }));
  expect(near.lookAlikes).toEqual([]);
  expect(isSameStudy(planStudy(row, bounds), near)).toBe(false);
  expect(pairsToStudy(planStudy(row, bounds), near)).toBe(3);
  expect(study(row, near)).toEqual(study(row));
});

test('own limits: nine tenths of the distance to the nearest look-alike, for both', () => {
  const limits = ownLimits([
    { one: 'a', other: 'b', distance: 0.4 },
    { one: 'c', other: 'a', distance: 0.5 },
  ]);
  expect(limits.get('a')).toBeCloseTo(0.36, 12);
  expect(limits.get('b')).toBeCloseTo(0.36, 12);
  expect(limits.get('c')).toBeCloseTo(0.45, 12);
  expect(limits.size).toBe(3);
  const thresholds = { strictMaxDistance: 0.5, maxDistance: 0.55, lenientMaxDistance: 0.6 };
  expect(lookAlikeDistance(thresholds, 200)).toBe(0.55);
  expect(lookAlikeDistance(thresholds, 10_000)).toBeLessThan(0.5);
});

describe('strangers', () => {
  const entries = [at('Ann', 0, 0.2), at('Bob', 3), at('Cy')];

  test('count with each anchor’s nearest sample', () => {
    const met = strangerDistances([Float32Array.of(1, 0)], entries, 0.5);
    expect(met.strangers).toBe(1);
    expect(met.distances.count).toBe(2);
    expect(met.distances.sum).toBeCloseTo(0.8 + 2, 6);
  });

  test('who has been saved since is none', () => {
    expect(strangerDistances([Float32Array.of(2.8, 0)], entries, 0.5).strangers).toBe(0);
  });

  test('say nothing while nobody is saved', () => {
    expect(strangerDistances([Float32Array.of(1, 0)], [at('Cy')], 0.5).distances.count).toBe(0);
  });
});
