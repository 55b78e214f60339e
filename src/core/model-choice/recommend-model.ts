/**
 * @file Which of several face models serves this person better: by their own faces first, then by how often strangers are
 * taken for one person, then by speed on this computer. Where too little is known, what is missing. Pure.
 */
import type { GalleryReport } from '../gallery/gallery-report.ts';

export interface GroupShare {
  readonly group: string;
  /** Of pairs of different people, 0..1. */
  readonly share: number;
}

/** What is known of one model. */
export interface ModelFacts {
  readonly modelId: string;
  /** Of one face, on this computer. */
  readonly milliseconds: number;
  /** From the card; undefined where nothing was measured. */
  readonly falseMatches: readonly GroupShare[] | undefined;
  /** On the same saved faces as the others. */
  readonly report: GalleryReport;
  /** Whose faces those are. */
  readonly people: number;
}

/** The first difference that decides, in the order in which they count. */
export type Reason = 'recognizes-too-few' | 'wrong-names' | 'recognized' | 'worst-group' | 'speed';

export type Recommendation =
  | {
      readonly kind: 'better';
      readonly modelId: string;
      /** The one that it was compared with last: the best of the others. */
      readonly otherId: string;
      readonly reason: Reason;
    }
  | { readonly kind: 'equal' }
  /** Nothing that can be compared differs, and the saved faces say too little. */
  | { readonly kind: 'unknown'; readonly missing: 'people' | 'photos' };

/**
 * Below it a report says nothing: with ten faces, one more wrong name is one in ten, and by chance two equally good
 * models differ by as much.
 */
export const MIN_PROBES = 10;
const MIN_PEOPLE = 2;
/** A model that recognizes less than this share of what the best one does makes few wrong names since it makes few. */
const MIN_RECOGNIZED = 0.5;
/** Of all faces asked about. A smaller difference is one face more or less in a small gallery. */
const CLEARLY_MORE = 0.1;
/** Measured shares of rare events: on some 17,000 pairs, factors below that are within their errors. */
const CLEARLY_RARER = 1.5;
/** Three looks make a name: beyond that it takes over half a second, and people have turned away. */
export const SLOW_MS = 200;
/** Two runs of one model on a busy computer differ by half. */
const CLEARLY_FASTER = 2;

/** @param models at least two, in the order of preference where nothing else decides */
export function recommendModel(models: readonly ModelFacts[]): Recommendation {
  const canReport = models.every(({ report, people }) => report.probes >= MIN_PROBES && people >= MIN_PEOPLE);
  let best = models[0];
  let lead: { readonly otherId: string; readonly reason: Reason } | undefined;
  for (const model of models.slice(1)) {
    if (best === undefined) break;
    const difference = compare(best, model, canReport);
    if (difference === undefined) continue;
    const isBest = difference.better === best.modelId;
    lead = { otherId: isBest ? model.modelId : best.modelId, reason: difference.reason };
    if (!isBest) best = model;
  }
  if (best !== undefined && lead !== undefined) return { kind: 'better', modelId: best.modelId, ...lead };
  if (canReport) return { kind: 'equal' };
  const hasPeople = models.every(({ people }) => people >= MIN_PEOPLE);
  return { kind: 'unknown', missing: hasPeople ? 'photos' : 'people' };
}

/** Of the groups that both name; undefined where they name none in common. */
export function worstShares(one: ModelFacts, other: ModelFacts): readonly [number, number] | undefined {
  const others = new Map(other.falseMatches?.map(({ group, share }) => [group, share]));
  const common = (one.falseMatches ?? []).filter(({ group }) => others.has(group));
  if (common.length === 0) return undefined;
  return [
    Math.max(...common.map(({ share }) => share)),
    Math.max(...common.map(({ group }) => others.get(group) ?? 0)),
  ];
}

export function wrongNames({ wrong, strangersNamed }: GalleryReport): number {
  return wrong + strangersNamed;
}

function compare(
  one: ModelFacts,
  other: ModelFacts,
  canReport: boolean,
): { readonly better: string; readonly reason: Reason } | undefined {
  const betterBy = (reason: Reason, isOne: boolean) => ({
    better: isOne ? one.modelId : other.modelId,
    reason,
  });
  if (canReport) {
    const [first, second] = [one.report, other.report];
    const most = Math.max(first.right, second.right);
    if (Math.min(first.right, second.right) < MIN_RECOGNIZED * most)
      return betterBy('recognizes-too-few', first.right === most);
    if (wrongNames(first) !== wrongNames(second))
      return betterBy('wrong-names', wrongNames(first) < wrongNames(second));
    if (Math.abs(first.right - second.right) >= CLEARLY_MORE * first.probes)
      return betterBy('recognized', first.right > second.right);
  }
  const shares = worstShares(one, other);
  if (shares !== undefined && Math.max(...shares) > CLEARLY_RARER * Math.min(...shares))
    return betterBy('worst-group', shares[0] < shares[1]);
  const fast = Math.min(one.milliseconds, other.milliseconds);
  const slow = Math.max(one.milliseconds, other.milliseconds);
  if (slow > SLOW_MS && slow > CLEARLY_FASTER * fast) return betterBy('speed', one.milliseconds === fast);
  return undefined;
}
