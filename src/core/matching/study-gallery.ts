/**
 * @file What a gallery's own faces say: who looks like whom, and how far apart different people lie. Pure. The arithmetic
 * stands apart (`compareFaces`), so that a large gallery's can be done elsewhere.
 */
import type { GalleryEntry } from '../gallery/gallery.ts';
import { NO_DISTANCES, type OwnPeople } from './calibration.ts';
import { compareFaces, type Comparison, type FacesToCompare, type StudyBounds } from './compare-faces.ts';
import { rowsOf } from './face-rows.ts';
import type { LookAlike } from './look-alikes.ts';
import { MAX_LINKS, fromTable, pairsOf, toTable, type Links } from './nearest-links.ts';

export interface GalleryStudy extends OwnPeople {
  /** Each anchor with its nearest ones at least, most alike first. */
  readonly lookAlikes: readonly LookAlike[];
  /** For the next study. */
  readonly links: Links;
  /** By anchor, what its part rests on: unchanged ones are not compared with each other again. */
  readonly marks: ReadonlyMap<string, string>;
  readonly bounds: StudyBounds;
}

export const NO_STUDY: GalleryStudy = {
  anchors: 0,
  samplesPerAnchor: 1,
  distances: NO_DISTANCES,
  lookAlikes: [],
  links: new Map(),
  marks: new Map(),
  bounds: { lookAlike: 0, nearest: 0 },
};

/** What is to be studied. */
export interface StudyPlan {
  /** Those with samples. */
  readonly entries: readonly GalleryEntry[];
  readonly bounds: StudyBounds;
  readonly marks: ReadonlyMap<string, string>;
}

export function planStudy(entries: readonly GalleryEntry[], bounds: StudyBounds): StudyPlan {
  const known = entries.filter(({ embeddings }) => embeddings.length > 0);
  return { entries: known, bounds, marks: new Map(known.map((entry) => [entry.anchorId, markOf(entry)])) };
}

/** Whether both would find the same; a study is as good as its plan. */
export function isSameStudy(
  a: Pick<StudyPlan, 'bounds' | 'marks'>,
  b: Pick<StudyPlan, 'bounds' | 'marks'>,
): boolean {
  return (
    hasSameBounds(a, b) &&
    a.marks.size === b.marks.size &&
    [...a.marks].every(([anchorId, mark]) => b.marks.get(anchorId) === mark)
  );
}

/** How many pairs of anchors would be compared, about. */
export function pairsToStudy(plan: StudyPlan, before = NO_STUDY): number {
  const all = plan.marks.size;
  const changed = all - unchanged(plan, before).size;
  return changed * all - (changed * (changed + 1)) / 2;
}

/** `before` is any earlier study with the same model and metric. */
export function facesToCompare(plan: StudyPlan, before = NO_STUDY): FacesToCompare {
  const ids = plan.entries.map(({ anchorId }) => anchorId);
  const known = unchanged(plan, before);
  // Of as many look-alikes as are kept all have gone: farther ones were not kept.
  const lostAll = (anchorId: string): boolean => {
    const links = before.links.get(anchorId) ?? [];
    return links.length === MAX_LINKS && !links.some(({ other }) => known.has(other));
  };
  const isKnown = Uint8Array.from(ids, (id) => (known.has(id) && !lostAll(id) ? 1 : 0));
  const links = toTable(before.links, ids, isKnown);
  return { rows: rowsOf(plan.entries), bounds: plan.bounds, isKnown, links };
}

export function concludeStudy({ entries, bounds, marks }: StudyPlan, comparison: Comparison): GalleryStudy {
  const links = fromTable(
    comparison.links,
    entries.map(({ anchorId }) => anchorId),
  );
  const samples = entries.reduce((sum, { embeddings }) => sum + embeddings.length, 0);
  return {
    anchors: entries.filter(({ isNeverNamed }) => !isNeverNamed).length,
    samplesPerAnchor: entries.length === 0 ? 1 : samples / entries.length,
    distances: comparison.distances,
    lookAlikes: pairsOf(links),
    links,
    marks,
    bounds,
  };
}

/** All at once. */
export function studyGallery(plan: StudyPlan, before = NO_STUDY): GalleryStudy {
  const work = compareFaces(facesToCompare(plan, before));
  let step = work.next();
  while (step.done !== true) step = work.next();
  return concludeStudy(plan, step.value);
}

export function hasSameBounds(
  a: { readonly bounds: StudyBounds },
  b: { readonly bounds: StudyBounds },
): boolean {
  return a.bounds.lookAlike === b.bounds.lookAlike && a.bounds.nearest === b.bounds.nearest;
}

/** Links within one distance say nothing of those within another. */
function unchanged(plan: StudyPlan, before: GalleryStudy): Set<string> {
  if (!hasSameBounds(plan, before)) return new Set();
  return new Set(
    [...plan.marks].flatMap(([anchorId, mark]) => (before.marks.get(anchorId) === mark ? [anchorId] : [])),
  );
}

/** The embeddings of one sample by one model do not change, unless its crop was embedded anew: hence the first number. */
function markOf({ name, isNeverNamed, sampleIds, embeddings }: GalleryEntry): string {
  const first = embeddings.map((embedding) => embedding[0] ?? 0);
  return JSON.stringify([name, isNeverNamed, sampleIds, first]);
}
