/** @file Made-up strangers for the tests of grouping: each a direction of their own, their looks close around it. */
import type { GroupLook } from '../../../../src/core/grouping/group.ts';
import type { GroupingRules } from '../../../../src/core/grouping/grouping-limits.ts';
import type { Sighting } from '../../../../src/core/grouping/join-groups.ts';

export const RULES: GroupingRules = {
  metric: 'euclidean',
  joinMaxDistance: 0.52,
  minMargin: 0.03,
  linkMaxDistance: 0.55,
};

/** A small generator of numbers 0..1, the same ones for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed % 2147483647 || 1;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

const DIMENSION = 8;

/** Person `n` lies 1.4 from every other one; looks wander up to `spread` from there. */
export function lookAt(
  person: number,
  id: string,
  face: string,
  random: () => number,
  spread = 0.2,
): GroupLook {
  const embedding = new Float32Array(DIMENSION);
  embedding[person % DIMENSION] = 1;
  for (let i = 0; i < DIMENSION; i++) {
    embedding[i] = (embedding[i] ?? 0) + ((random() * 2 - 1) * spread) / Math.sqrt(DIMENSION);
  }
  return { id, face, modelId: 'compact', embedding, quality: 0.4 + random() * 0.6 };
}

export interface Track {
  readonly person: number;
  readonly sighting: Sighting;
}

/** Tracks `count` long of `people` strangers, each a minute after the one before, in one video. */
export function tracksOf(people: number, count: number, random: () => number): Track[] {
  return Array.from({ length: count }, (_, index) => {
    const person = Math.floor(random() * people);
    const face = `1/0/${String(index)}`;
    const looks = [0, 1, 2].map((n) => lookAt(person, `${face}-${String(n)}`, face, random));
    return {
      person,
      sighting: { face, video: '1/0', looks, nowMs: index * 60_000, barred: new Set<string>() },
    };
  });
}
