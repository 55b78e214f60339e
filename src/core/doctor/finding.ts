/** @file What the gallery doctor finds: what is wrong with which people and pictures, how grave it is, and what helps. */

export const FINDING_KINDS = [
  /** Pictures that resemble another person more than the other pictures of their own. */
  'misplaced',
  /** Two people who are one and the same. */
  'same-person',
  /** A picture like a face of which the person said that it is not this one. */
  'contradicted',
  /** Two people who can be taken for each other. */
  'look-alike',
  /** A picture that resembles nobody, its own person neither. */
  'stray',
  /** People of one name, who count as one. */
  'same-name',
  /** Pictures that are as good as equal. */
  'copies',
  /** People whose pictures are all much alike: they teach one view only. */
  'one-view',
  /** People with one or two pictures. */
  'few-pictures',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** `mistake`: names are wrong or missing because of it. `risk`: they may be. `tip`: names would come more surely without it. */
export const SEVERITIES = ['mistake', 'risk', 'tip'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface SampleRef {
  readonly anchorId: string;
  readonly sampleId: string;
}

export type Remedy =
  | { readonly kind: 'remove'; readonly anchorId: string; readonly sampleIds: readonly string[] }
  | {
      readonly kind: 'move';
      readonly anchorId: string;
      readonly sampleIds: readonly string[];
      readonly toAnchorId: string;
    }
  | { readonly kind: 'merge'; readonly intoId: string; readonly fromIds: readonly string[] }
  | { readonly kind: 'collect' }
  | { readonly kind: 'look' };

export interface Finding {
  readonly kind: FindingKind;
  readonly severity: Severity;
  /** Whom it concerns, the one whose pictures are in question first; at most `MAX_LISTED`. */
  readonly anchorIds: readonly string[];
  /** How many people it concerns, where not all are listed. */
  readonly people: number;
  /** The pictures in question. */
  readonly samples: readonly SampleRef[];
  /** What they are like. */
  readonly resembled: readonly SampleRef[];
  /** The nearest two of `samples` and `resembled`, L2 in the metric's space; missing where nothing is compared. */
  readonly distance?: number;
  /** 0..1 of both people's pictures that can be taken for the other one; only with `look-alike`. */
  readonly confusion?: number;
  /** What helps, the best first. */
  readonly remedies: readonly Remedy[];
}

/** A finding and how much it matters among its kind, larger is more. */
export interface WeighedFinding {
  readonly finding: Finding;
  readonly weight: number;
}

/** People or pictures in one finding: as many as a card can show, and as a message carries. */
export const MAX_LISTED = 24;

/** More than a person works through in one sitting; the next ones come as the first are dealt with. */
export const MAX_FINDINGS = 40;

/** The gravest first, then by kind in the order of `FINDING_KINDS`, then by weight. */
export function rankFindings(found: readonly WeighedFinding[]): readonly Finding[] {
  return [...found]
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(a.finding.severity) - SEVERITIES.indexOf(b.finding.severity) ||
        FINDING_KINDS.indexOf(a.finding.kind) - FINDING_KINDS.indexOf(b.finding.kind) ||
        b.weight - a.weight,
    )
    .map(({ finding }) => finding);
}
