/** @file The people of the table who are most alike. */
import { pairAt, type SimilarityTable } from '../../../core/doctor/similarity-table.ts';
import type { PairPlace } from './matrix.tsx';

/** At most `most` pairs, the most alike first. */
export function nearestPairs(table: SimilarityTable, most: number): readonly PairPlace[] {
  const pairs = table.anchorIds.flatMap((_, row) =>
    table.anchorIds
      .slice(0, row)
      .map((_other, column) => ({ row, column, distance: pairAt(table, row, column)?.distance ?? Infinity })),
  );
  return pairs
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ row, column }) => ({ row, column }));
}

/** The places of those who are most like the one at `place`, the most alike first. */
export function nearestTo(table: SimilarityTable, place: number, most: number): readonly number[] {
  const distanceTo = (other: number): number => pairAt(table, place, other)?.distance ?? Infinity;
  return [...table.anchorIds.keys()]
    .filter((other) => other !== place)
    .sort((a, b) => distanceTo(a) - distanceTo(b))
    .slice(0, most);
}
