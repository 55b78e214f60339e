/** @file Samples of one person that hang together among themselves and with none of the others: enrolled at once, and perhaps wrongly. */
import type { Comparison } from './comparison.ts';

/**
 * By row, the number of its group. Where all samples of a person are linked by steps below `maxDistance`, they are no
 * groups and have no number; nor has the largest group, which stands for the person.
 *
 * Saving a face takes several frames, which resemble each other more than anything else: under the wrong name, each would
 * vouch for the next one.
 */
export function findGroups(
  { personRows, distance }: Comparison,
  maxDistance: number,
): ReadonlyMap<number, number> {
  const groupOf = new Map<number, number>();
  for (const rows of new Set(personRows)) {
    const groups = linked(rows, (a, b) => distance(a, b) < maxDistance);
    const most = Math.max(...groups.map(({ length }) => length));
    const largest = groups.filter(({ length }) => length === most);
    for (const group of groups) {
      if (largest.length === 1 && group === largest[0]) continue;
      for (const row of group) groupOf.set(row, group[0] ?? row);
    }
  }
  return groupOf;
}

/** The connected parts: each row is linked with another one of its part, and with none of the rest. */
function linked(
  rows: readonly number[],
  isLinked: (a: number, b: number) => boolean,
): readonly (readonly number[])[] {
  const left = new Set(rows);
  const parts: number[][] = [];
  for (const start of rows) {
    if (!left.delete(start)) continue;
    const part = [start];
    // Grows while it is walked through.
    for (const row of part) {
      for (const other of left) {
        if (!isLinked(row, other)) continue;
        left.delete(other);
        part.push(other);
      }
    }
    parts.push(part);
  }
  return parts;
}
