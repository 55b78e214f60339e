/**
 * @file The gallery doctor: everything that can be known of a gallery from its own samples. It works in steps, so that
 * whoever runs it stays responsive and can give up in between.
 */
import type { Gallery } from '../gallery/gallery.ts';
import type { CardThresholds, MatchLimits } from '../matching/limits.ts';
import { compareSamples } from './comparison.ts';
import { expectMistakes, type PersonExpectation } from './expected-mistakes.ts';
import { MAX_FINDINGS, rankFindings, type Finding } from './finding.ts';
import { findMisplaced } from './misplaced-samples.ts';
import { lookAlikeFindings, sameNameFindings, samePersonFindings } from './pair-findings.ts';
import { fewPicturesFinding, isOneView, oneViewFinding } from './person-findings.ts';
import { contradictedFindings, copyFindings, misplacedFindings, strayFindings } from './sample-findings.ts';
import { findGroups } from './sample-groups.ts';
import { findSamePeople, uniteSame } from './same-people.ts';
import { tabulateSimilarity, type SimilarityTable } from './similarity-table.ts';

export interface Diagnosis {
  /** Those with a sample that the model in use has embedded. */
  readonly people: number;
  readonly samples: number;
  /** As many were compared with each other; fewer than `samples` in a very large gallery. */
  readonly comparedPeople: number;
  readonly comparedSamples: number;
  /** The most important first, at most `MAX_FINDINGS`. */
  readonly findings: readonly Finding[];
  /** Findings beyond those. */
  readonly moreFindings: number;
  readonly expectations: readonly PersonExpectation[];
  readonly table: SimilarityTable;
}

export interface DoctorLimits {
  /** Those in force, so that the doctor expects what will happen. */
  readonly match: MatchLimits;
  /** The model's own, for what does not depend on the person's strictness. */
  readonly thresholds: CardThresholds;
}

/** Yields after each step of a few milliseconds at most, how much of the work is done, about: 0..1. */
export function* diagnose(
  gallery: Gallery,
  { match, thresholds }: DoctorLimits,
): Generator<number, Diagnosis> {
  const { enterMaxDistance, anotherFaceDistance } = match;
  const { maxDistance } = thresholds;
  const steps = gallery.entries.reduce((sum, { embeddings }) => sum + embeddings.length, 0);
  const comparison = yield* inShares(compareSamples(gallery), steps, 0, 0.5);
  const expectations = yield* inShares(expectMistakes(gallery, match), steps, 0.5, 0.9);
  const same = findSamePeople(comparison, maxDistance);
  yield 0.9;
  const united = uniteSame(comparison, same);
  const groupOf = findGroups(united, maxDistance);
  const misplaced = yield* inShares(findMisplaced(united, groupOf, enterMaxDistance), steps, 0.9, 1);
  const company = { excluded: new Set(misplaced.map(({ row }) => row)), groupOf };
  const known = gallery.entries.filter(({ embeddings }) => embeddings.length > 0);
  const varied = known.filter((entry) => !isOneView(entry, maxDistance));
  const ranked = rankFindings([
    ...misplacedFindings(united, misplaced),
    ...samePersonFindings(comparison, same, maxDistance),
    ...contradictedFindings(known, enterMaxDistance),
    ...lookAlikeFindings(united, company, match),
    ...strayFindings(united, company, anotherFaceDistance),
    ...sameNameFindings(comparison),
    // Who was seen from one side only needs more pictures, not fewer.
    ...copyFindings(varied, maxDistance),
    ...oneViewFinding(known, maxDistance),
    ...fewPicturesFinding(known),
  ]);
  yield 1;
  const table = tabulateSimilarity(comparison);
  yield 1;
  return {
    people: comparison.allPeople,
    samples: comparison.allSamples,
    comparedPeople: comparison.entries.length,
    comparedSamples: comparison.rows.length,
    findings: ranked.slice(0, MAX_FINDINGS),
    moreFindings: Math.max(0, ranked.length - MAX_FINDINGS),
    expectations,
    table,
  };
}

/** A part of the work, which fills the shares between `from` and `to` in at most `steps` steps. */
function* inShares<Result>(
  work: Generator<void, Result>,
  steps: number,
  from: number,
  to: number,
): Generator<number, Result> {
  for (let done = 1; ; done++) {
    const step = work.next();
    if (step.done === true) return step.value;
    yield from + (to - from) * Math.min(1, done / steps);
  }
}
