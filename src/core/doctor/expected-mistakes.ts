/** @file What would become of each person's pictures if they were seen for the first time: right, no name, or whose. */
import type { Gallery } from '../gallery/gallery.ts';
import { verdictWithout } from '../gallery/gallery-report.ts';
import { isSameName } from '../gallery/anchor.ts';
import type { MatchLimits } from '../matching/limits.ts';

export interface PersonExpectation {
  readonly anchorId: string;
  /** How many of the anchor's samples were asked about; only those of anchors with two or more can be. */
  readonly asked: number;
  readonly right: number;
  /** Samples that would get no name. */
  readonly unknown: readonly string[];
  /** Samples that would get the name of another anchor. */
  readonly wrong: readonly { readonly sampleId: string; readonly anchorId: string }[];
}

/** Distances to compute in all: a second with 128 numbers an embedding. Up to 1700 samples each one is asked about. */
const MAX_DISTANCES = 3_000_000;
/** As many tell the share of mistakes within a few per cent. */
const FEWEST_ASKED = 60;

/** Yields after each sample. Whoever is never named has no name to get, and is not asked about. */
export function* expectMistakes(
  gallery: Gallery,
  limits: MatchLimits,
): Generator<void, readonly PersonExpectation[]> {
  const samples = gallery.entries.flatMap((entry) =>
    entry.sampleIds.map((sampleId) => ({ entry, sampleId })),
  );
  const most = Math.max(FEWEST_ASKED, Math.floor(MAX_DISTANCES / Math.max(1, samples.length)));
  const step = Math.max(1, Math.ceil(samples.length / most));
  const asked = samples.filter(({ entry }, position) => {
    return position % step === 0 && entry.sampleIds.length > 1 && !entry.isNeverNamed;
  });
  const people = new Map<string, { asked: number; right: number; unknown: string[]; wrong: Wrong[] }>();
  for (const { entry, sampleId } of asked) {
    const person = people.get(entry.anchorId) ?? { asked: 0, right: 0, unknown: [], wrong: [] };
    people.set(entry.anchorId, person);
    person.asked++;
    const verdict = verdictWithout(gallery, entry, entry.sampleIds.indexOf(sampleId), limits);
    if (verdict.kind !== 'named') person.unknown.push(sampleId);
    else if (isSameName(verdict.name, entry.name)) person.right++;
    else person.wrong.push({ sampleId, anchorId: verdict.anchorId });
    yield;
  }
  return [...people].map(([anchorId, person]) => ({ anchorId, ...person }));
}

type Wrong = PersonExpectation['wrong'][number];
