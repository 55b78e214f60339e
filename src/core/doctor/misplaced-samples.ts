/** @file Samples that would be taken for another anchor: enrolled under the wrong name, most of the time. */
import type { Comparison } from './comparison.ts';

/** Who may speak for a sample of the same person. */
export interface Company {
  /** Rows that speak for nobody. */
  readonly excluded: ReadonlySet<number>;
  /** By row: a number that is equal for those who came together and may be wrong together, see `findGroups`. */
  readonly groupOf: ReadonlyMap<number, number>;
}

export interface Misplaced {
  readonly row: number;
  /** The entry whose face it more likely is. */
  readonly toEntry: number;
  /** That entry's nearest row. */
  readonly toRow: number;
  readonly distance: number;
  /** How much farther the nearest of its own rows is. */
  readonly gain: number;
}

/**
 * One row after the other, the clearest first: what is found misplaced no longer speaks for the anchor that it lies in, or
 * each picture of Max among Leo's would make Max's own ones look like Leo.
 *
 * Where the mix-up goes both ways or takes in more than half of an anchor, the two are alike, and no single sample is to
 * blame: then none is given back. Yields after each row.
 */
export function* findMisplaced(
  comparison: Comparison,
  groupOf: Company['groupOf'],
  maxDistance: number,
): Generator<void, readonly Misplaced[]> {
  const neighbours = neighboursOf(comparison, maxDistance);
  const excluded = new Set<number>();
  const judgeRow = (row: number): Misplaced | undefined => {
    const near = neighbours[comparison.rows[row]?.entry ?? -1] ?? [];
    return near.length === 0 ? undefined : judge(comparison, row, near, { excluded, groupOf }, maxDistance);
  };
  const suspects: Misplaced[] = [];
  for (const row of comparison.rows.keys()) {
    const suspect = judgeRow(row);
    if (suspect !== undefined) suspects.push(suspect);
    yield;
  }
  suspects.sort((a, b) => b.gain - a.gain);
  const found: Misplaced[] = [];
  for (const { row } of suspects) {
    const suspect = judgeRow(row);
    yield;
    if (suspect === undefined) continue;
    excluded.add(row);
    found.push(suspect);
  }
  return found.filter((one) => isClear(one, found, comparison));
}

/**
 * L2 to the nearest other row of the same person, Infinity where there is none. Rows in `excluded` do not count, nor those
 * of the row's own group.
 */
export function ownDistance(
  { rows, personRows, distance }: Comparison,
  row: number,
  { excluded, groupOf }: Company,
): number {
  const group = groupOf.get(row);
  let nearest = Infinity;
  for (const other of personRows[rows[row]?.entry ?? -1] ?? []) {
    if (other === row || excluded.has(other) || (group !== undefined && groupOf.get(other) === group))
      continue;
    nearest = Math.min(nearest, distance(row, other));
  }
  return nearest;
}

/** @param neighbours entries of other people that are near enough to come into question. */
function judge(
  comparison: Comparison,
  row: number,
  neighbours: readonly number[],
  company: Company,
  maxDistance: number,
): Misplaced | undefined {
  const own = ownDistance(comparison, row, company);
  // A sample without company has nothing that it should rather be like.
  if (!Number.isFinite(own)) return undefined;
  let found: Misplaced | undefined;
  for (const toEntry of neighbours) {
    for (const toRow of comparison.rowsOf[toEntry] ?? []) {
      if (company.excluded.has(toRow)) continue;
      const distance = comparison.distance(row, toRow);
      if (distance >= (found?.distance ?? own) || distance > maxDistance) continue;
      found = { row, toEntry, toRow, distance, gain: own - distance };
    }
  }
  return found;
}

/** By entry: those of other people with a sample within `maxDistance` of one of its own. */
function neighboursOf(
  { entries, personOf, entryDistance }: Comparison,
  maxDistance: number,
): readonly (readonly number[])[] {
  return personOf.map((person, entry) =>
    [...entries.keys()].filter(
      (other) => personOf[other] !== person && entryDistance(entry, other) <= maxDistance,
    ),
  );
}

function isClear(one: Misplaced, found: readonly Misplaced[], { rows, rowsOf }: Comparison): boolean {
  const from = rows[one.row]?.entry ?? -1;
  const between = (a: number, b: number): number =>
    found.filter(({ row, toEntry }) => rows[row]?.entry === a && toEntry === b).length;
  return between(one.toEntry, from) === 0 && between(from, one.toEntry) * 2 <= (rowsOf[from]?.length ?? 0);
}
