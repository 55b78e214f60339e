/** @file Two anchors that are one person: found first, since among the two of them no sample is misplaced. */
import { pairIndex, rowsByPerson, type Comparison } from './comparison.ts';

export interface SamePair {
  readonly a: number;
  readonly b: number;
  /** Mean over the samples of both of the distance to the other one's nearest. */
  readonly meanDistance: number;
}

/** Pairs that are looked at closely, the nearest first: a model that finds everybody alike would make it all of them. */
const MAX_PAIRS = 400;

/**
 * Each of the two has to find the other: most of its samples, and their mean. One sample of Max among the two of Leo makes
 * Max find Leo, but not Leo Max.
 * @param maxDistance the model's default. Of 8 actors in two halves each, the means lie at 0.42 on average and at most at 0.56, those of
 * two different ones above 0.66, with a default of 0.55: see docs/accuracy.md.
 */
export function findSamePeople(comparison: Comparison, maxDistance: number): readonly SamePair[] {
  return nearPairs(comparison, maxDistance).flatMap(({ a, b }) => {
    const [rowsA, rowsB] = [comparison.rowsOf[a] ?? [], comparison.rowsOf[b] ?? []];
    const [forth, back] = [nearestOf(rowsA, rowsB, comparison), nearestOf(rowsB, rowsA, comparison)];
    const isSame = [forth, back].every(
      (distances) =>
        meanOf(distances) < maxDistance &&
        distances.filter((distance) => distance < maxDistance).length * 2 > distances.length,
    );
    return isSame ? [{ a, b, meanDistance: meanOf([...forth, ...back]) }] : [];
  });
}

/** The same comparison, in which those pairs count as one person each. */
export function uniteSame(comparison: Comparison, same: readonly SamePair[]): Comparison {
  const personOf = [...comparison.personOf];
  for (const { a, b } of same) {
    const [into, from] = [personOf[a], personOf[b]];
    for (const [entry, person] of personOf.entries()) {
      if (person === from && into !== undefined) personOf[entry] = into;
    }
  }
  return { ...comparison, personOf, personRows: rowsByPerson(comparison.rowsOf, personOf) };
}

/** Of two entries of different persons, at most `MAX_PAIRS`, the nearest first; `a` is the earlier entry. */
export function nearPairs(
  { entries, personOf, entryDistance }: Comparison,
  maxDistance: number,
): readonly { readonly a: number; readonly b: number }[] {
  const pairs = [];
  for (const b of entries.keys()) {
    for (let a = 0; a < b; a++) {
      const distance = entryDistance(a, b);
      if (distance < maxDistance && personOf[a] !== personOf[b]) pairs.push({ a, b, distance });
    }
  }
  return pairs
    .sort(
      (one, other) => one.distance - other.distance || pairIndex(one.a, one.b) - pairIndex(other.a, other.b),
    )
    .slice(0, MAX_PAIRS);
}

function nearestOf(
  rows: readonly number[],
  others: readonly number[],
  { distance }: Comparison,
): readonly number[] {
  return rows.map((row) => others.reduce((least, other) => Math.min(least, distance(row, other)), Infinity));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
