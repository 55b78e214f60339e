/** @file Findings about single samples: misplaced, contradicted by the person, like nobody, and copies. */
import { euclideanDistance } from '../embedding/embedding.ts';
import type { GalleryEntry } from '../gallery/gallery.ts';
import type { Comparison } from './comparison.ts';
import { MAX_LISTED, type SampleRef, type WeighedFinding } from './finding.ts';
import { groupBy } from './group-by.ts';
import { ownDistance, type Company, type Misplaced } from './misplaced-samples.ts';

/**
 * Of the model's default distance. The same picture at other sizes and compressions lies at 0.12 to 0.5 of it, mostly below
 * 0.3; the nearest two pictures of different days lay at 0.52: see docs/accuracy.md.
 */
const COPY_SHARE = 0.3;

/** One finding for all samples of an anchor that belong to the same other one. */
export function misplacedFindings(
  comparison: Comparison,
  misplaced: readonly Misplaced[],
): readonly WeighedFinding[] {
  const groups = groupBy(misplaced, ({ row, toEntry }) =>
    [comparison.rows[row]?.entry ?? -1, toEntry].join(),
  );
  return groups.map((group) => {
    const samples = group.map(({ row }) => sampleOf(comparison, row));
    const anchorId = samples[0]?.anchorId ?? '';
    const sampleIds = samples.map(({ sampleId }) => sampleId);
    const toAnchorId = comparison.entries[group[0]?.toEntry ?? -1]?.anchorId ?? '';
    return {
      weight: Math.max(...group.map(({ gain }) => gain)),
      finding: {
        kind: 'misplaced',
        severity: 'mistake',
        anchorIds: [anchorId, toAnchorId],
        people: 2,
        samples,
        resembled: distinct(group.map(({ toRow }) => sampleOf(comparison, toRow))),
        distance: Math.min(...group.map(({ distance }) => distance)),
        remedies: [
          { kind: 'move', anchorId, sampleIds, toAnchorId },
          { kind: 'remove', anchorId, sampleIds },
        ],
      },
    };
  });
}

/**
 * Samples farther from the other ones of their person than one person's looks ever lie. Of two that are unlike each other
 * nobody can say which one is right.
 * @param farthest see `MatchLimits.anotherFaceDistance`.
 */
export function strayFindings(
  comparison: Comparison,
  company: Company,
  farthest: number,
): readonly WeighedFinding[] {
  return comparison.rowsOf.flatMap((rows, entry): readonly WeighedFinding[] => {
    const rest = rows.filter((row) => !company.excluded.has(row));
    const strays = rest
      .map((row) => ({ row, distance: ownDistance(comparison, row, company) }))
      .filter(({ distance }) => distance > farthest && Number.isFinite(distance));
    const anchorId = comparison.entries[entry]?.anchorId;
    if (strays.length === 0 || anchorId === undefined) return [];
    const samples = strays.slice(0, MAX_LISTED).map(({ row }) => sampleOf(comparison, row));
    // Where every picture is unlike every other one, the finding is the anchor as a whole.
    const isAll = strays.length === rest.length;
    const sampleIds = samples.map(({ sampleId }) => sampleId);
    const distance = Math.max(...strays.map((one) => one.distance));
    return [
      {
        weight: distance,
        finding: {
          kind: 'stray',
          severity: 'risk',
          anchorIds: [anchorId],
          people: 1,
          samples,
          resembled: [],
          distance,
          remedies: isAll ? [{ kind: 'look' }] : [{ kind: 'remove', anchorId, sampleIds }, { kind: 'look' }],
        },
      },
    ];
  });
}

/** Samples that are more like a rejected face than like any other sample of their anchor, and near enough to be it. */
export function contradictedFindings(
  entries: readonly GalleryEntry[],
  maxDistance: number,
): readonly WeighedFinding[] {
  return entries.flatMap((entry): readonly WeighedFinding[] => {
    const contradicted = entry.embeddings.flatMap((embedding, index) => {
      const rejected = nearest(embedding, entry.rejected);
      const own = nearest(
        embedding,
        entry.embeddings.filter((_, other) => other !== index),
      );
      const sampleId = entry.sampleIds[index];
      return sampleId !== undefined && rejected <= maxDistance && rejected < own
        ? [{ sampleId, distance: rejected }]
        : [];
    });
    if (contradicted.length === 0) return [];
    const { anchorId } = entry;
    const sampleIds = contradicted.slice(0, MAX_LISTED).map(({ sampleId }) => sampleId);
    const distance = Math.min(...contradicted.map((one) => one.distance));
    return [
      {
        weight: maxDistance - distance,
        finding: {
          kind: 'contradicted',
          severity: 'mistake',
          anchorIds: [anchorId],
          people: 1,
          samples: sampleIds.map((sampleId) => ({ anchorId, sampleId })),
          resembled: [],
          distance,
          remedies: [{ kind: 'remove', anchorId, sampleIds }, { kind: 'look' }],
        },
      },
    ];
  });
}

/** Samples so near to an earlier one of their anchor that they add nothing; the earlier one is what they resemble. */
export function copyFindings(
  entries: readonly GalleryEntry[],
  maxDistance: number,
): readonly WeighedFinding[] {
  return entries.flatMap((entry): readonly WeighedFinding[] => {
    const { anchorId } = entry;
    const kept: { readonly sampleId: string; readonly embedding: Float32Array }[] = [];
    const copies: { readonly sampleId: string; readonly of: string }[] = [];
    for (const [index, embedding] of entry.embeddings.entries()) {
      const sampleId = entry.sampleIds[index] ?? '';
      const original = kept.find(
        (one) => euclideanDistance(one.embedding, embedding) < COPY_SHARE * maxDistance,
      );
      if (original === undefined) kept.push({ sampleId, embedding });
      else copies.push({ sampleId, of: original.sampleId });
    }
    if (copies.length === 0) return [];
    const listed = copies.slice(0, MAX_LISTED);
    const sampleIds = listed.map(({ sampleId }) => sampleId);
    return [
      {
        weight: copies.length,
        finding: {
          kind: 'copies',
          severity: 'tip',
          anchorIds: [anchorId],
          people: 1,
          samples: sampleIds.map((sampleId) => ({ anchorId, sampleId })),
          resembled: distinct(listed.map(({ of }) => ({ anchorId, sampleId: of }))),
          remedies: [{ kind: 'remove', anchorId, sampleIds }],
        },
      },
    ];
  });
}

export function sampleOf({ rows, entries }: Comparison, row: number): SampleRef {
  const found = rows[row];
  return { anchorId: entries[found?.entry ?? -1]?.anchorId ?? '', sampleId: found?.sampleId ?? '' };
}

function distinct(samples: readonly SampleRef[]): readonly SampleRef[] {
  return [...new Map(samples.map((sample) => [sample.sampleId, sample])).values()].slice(0, MAX_LISTED);
}

function nearest(embedding: Float32Array, others: readonly Float32Array[]): number {
  return others.reduce((least, other) => Math.min(least, euclideanDistance(embedding, other)), Infinity);
}
