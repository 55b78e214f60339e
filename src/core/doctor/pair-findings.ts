/** @file Findings about two people: one person twice, of one name twice, or alike enough to be confused. */
import type { GalleryEntry } from '../gallery/gallery.ts';
import type { MatchLimits } from '../matching/limits.ts';
import type { Comparison } from './comparison.ts';
import { MAX_LISTED, type SampleRef, type WeighedFinding } from './finding.ts';
import { groupBy } from './group-by.ts';
import { ownDistance, type Company } from './misplaced-samples.ts';
import { sampleOf } from './sample-findings.ts';
import { nearPairs, type SamePair } from './same-people.ts';

/** Pictures of each of the two that a card puts side by side. */
const SHOWN = 3;
const NOBODY_ASIDE: ReadonlySet<number> = new Set();

export function samePersonFindings(
  comparison: Comparison,
  same: readonly SamePair[],
  maxDistance: number,
): readonly WeighedFinding[] {
  return same.map(({ a, b, meanDistance }) => {
    const links = linksOf(comparison, a, b, NOBODY_ASIDE);
    const remedies = [mergeOf([comparison.entries[a], comparison.entries[b]]), { kind: 'look' }] as const;
    return {
      weight: maxDistance - meanDistance,
      finding: {
        kind: 'same-person',
        severity: 'mistake',
        ...sidesOf(comparison, a, b, links),
        people: 2,
        distance: nearestOf(links),
        remedies,
      },
    };
  });
}

/** Misplaced rows, which speak for nobody, are left out: not the two people but those pictures are the matter. */
export function lookAlikeFindings(
  comparison: Comparison,
  company: Company,
  { enterMaxDistance, minMargin }: MatchLimits,
): readonly WeighedFinding[] {
  return nearPairs(comparison, enterMaxDistance).flatMap(({ a, b }): readonly WeighedFinding[] => {
    const links = linksOf(comparison, a, b, company.excluded);
    const distance = nearestOf(links);
    if (distance >= enterMaxDistance) return [];
    const confused = links.filter(
      (link) =>
        link.distance < enterMaxDistance &&
        link.distance < ownDistance(comparison, link.row, company) + minMargin,
    );
    const confusion = confused.length / links.length;
    return [
      {
        weight: confusion + (enterMaxDistance - distance),
        finding: {
          kind: 'look-alike',
          severity: 'risk',
          ...sidesOf(comparison, a, b, links),
          people: 2,
          distance,
          confusion,
          remedies: [{ kind: 'look' }, { kind: 'collect' }],
        },
      },
    ];
  });
}

/** Anchors of one name count as one person wherever names are given: as one anchor they are also seen as one. */
export function sameNameFindings({ entries, personOf }: Comparison): readonly WeighedFinding[] {
  return groupBy(entries.keys(), (entry) => personOf[entry] ?? -1)
    .filter((group) => group.length > 1)
    .map((group) => {
      const remedy = mergeOf(group.slice(0, MAX_LISTED).map((entry) => entries[entry]));
      return {
        weight: group.length,
        finding: {
          kind: 'same-name',
          severity: 'tip',
          anchorIds: [remedy.intoId, ...remedy.fromIds],
          people: group.length,
          samples: [],
          resembled: [],
          remedies: [remedy, { kind: 'look' }],
        },
      };
    });
}

/** Each row of the two entries, and the nearest row of the other one. */
interface Link {
  readonly row: number;
  readonly to: number;
  readonly distance: number;
}

/** The nearest first. */
function linksOf(
  { rowsOf, distance }: Comparison,
  a: number,
  b: number,
  aside: ReadonlySet<number>,
): readonly Link[] {
  const [rowsA, rowsB] = [a, b].map((entry) => (rowsOf[entry] ?? []).filter((row) => !aside.has(row)));
  if (rowsA === undefined || rowsB === undefined || rowsA.length === 0 || rowsB.length === 0) return [];
  const linksFrom = (rows: readonly number[], others: readonly number[]): readonly Link[] =>
    rows.map((row) => {
      const to = others.reduce((best, other) => (distance(row, other) < distance(row, best) ? other : best));
      return { row, to, distance: distance(row, to) };
    });
  return [...linksFrom(rowsA, rowsB), ...linksFrom(rowsB, rowsA)].sort(
    (one, other) => one.distance - other.distance,
  );
}

function nearestOf(links: readonly Link[]): number {
  return links[0]?.distance ?? Infinity;
}

/** The two people and, of each, the pictures that are most like the other one's. */
function sidesOf(comparison: Comparison, a: number, b: number, links: readonly Link[]) {
  const anchorIds = [a, b].map((entry) => comparison.entries[entry]?.anchorId ?? '');
  const near = links.flatMap(({ row, to }) => [sampleOf(comparison, row), sampleOf(comparison, to)]);
  const [samples = [], resembled = []] = anchorIds.map((anchorId): readonly SampleRef[] => {
    const own = new Map(
      near.filter((one) => one.anchorId === anchorId).map((one) => [one.sampleId, one] as const),
    );
    return [...own.values()].slice(0, SHOWN);
  });
  return { anchorIds, samples, resembled };
}

/** Into the one with most pictures, the earliest of equals. */
function mergeOf(entries: readonly (GalleryEntry | undefined)[]) {
  const known = entries.filter((entry) => entry !== undefined);
  const [into, ...from] = known.sort((a, b) => b.embeddings.length - a.embeddings.length);
  const fromIds = from.map(({ anchorId }) => anchorId);
  return { kind: 'merge', intoId: into?.anchorId ?? '', fromIds } as const;
}
