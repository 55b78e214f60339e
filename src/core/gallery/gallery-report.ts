/** @file How well a gallery tells its own people apart: each sample asked about as if it were seen for the first time. */
import { judgeStill } from '../matching/evidence.ts';
import type { MatchLimits } from '../matching/limits.ts';
import { UNKNOWN, type Verdict } from '../matching/verdict.ts';
import { isSameName } from './anchor.ts';
import type { Gallery, GalleryEntry } from './gallery.ts';

/** Counts of samples, in the order in which a person would ask for them. */
export interface GalleryReport {
  /** Samples of people with at least two: the others cannot be recognised by what is left. */
  readonly probes: number;
  /** Of `probes`: given the own name. */
  readonly right: number;
  /** Of `probes`: given another one's name. */
  readonly wrong: number;
  /** Samples of anybody, each asked about while everybody of its name is away. */
  readonly strangers: number;
  /** Of `strangers`: given a name, which can only be wrong. */
  readonly strangersNamed: number;
}

/** Beyond it every n-th sample is asked about: the counts then are a survey, and the time stays below a second. */
const MAX_PROBES = 600;

export function reportGallery(gallery: Gallery, limits: MatchLimits): GalleryReport {
  const all = gallery.entries.flatMap((entry) => entry.embeddings.map((_, index) => ({ entry, index })));
  const step = Math.max(1, Math.ceil(all.length / MAX_PROBES));
  const asked = all.filter((_, position) => position % step === 0);
  const report = { probes: 0, right: 0, wrong: 0, strangers: 0, strangersNamed: 0 };
  for (const { entry, index } of asked) {
    const embedding = entry.embeddings[index];
    if (embedding === undefined) continue;
    const look = { embedding, quality: 1 };
    report.strangers++;
    if (judgeStill(look, without(gallery, entry, undefined), limits).kind === 'named')
      report.strangersNamed++;
    if (entry.embeddings.length < 2) continue;
    report.probes++;
    const verdict = verdictWithout(gallery, entry, index, limits);
    if (verdict.kind !== 'named') continue;
    if (isSameName(verdict.name, entry.name)) report.right++;
    else report.wrong++;
  }
  return report;
}

/** The verdict on a sample (by its index) of an entry as if it were not saved and seen for the first time, in a still picture. */
export function verdictWithout(
  gallery: Gallery,
  entry: GalleryEntry,
  index: number,
  limits: MatchLimits,
): Verdict {
  const embedding = entry.embeddings[index];
  if (embedding === undefined) return UNKNOWN;
  return judgeStill({ embedding, quality: 1 }, without(gallery, entry, index), limits);
}

/** The gallery without one sample of an entry, or, where `index` is undefined, without everybody of its name. */
function without(gallery: Gallery, entry: GalleryEntry, index: number | undefined): Gallery {
  // Two anchors of one name are the same person, see match-looks.ts.
  if (index === undefined) {
    return { ...gallery, entries: gallery.entries.filter(({ name }) => !isSameName(name, entry.name)) };
  }
  const entries = gallery.entries.map((one) =>
    one === entry
      ? {
          ...one,
          embeddings: one.embeddings.filter((_, at) => at !== index),
          sampleIds: one.sampleIds.filter((_, at) => at !== index),
        }
      : one,
  );
  return { ...gallery, entries };
}
