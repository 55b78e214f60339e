/**
 * @file Keeps the studies of the gallery, one a model and metric. A small change is studied at once; what takes longer is done
 * in slices between frames, and meanwhile the study before it holds.
 */
import type { Gallery } from '../core/gallery/gallery.ts';
import {
  NO_STUDY,
  isStudied,
  pairsToStudy,
  studyGallery,
  type GalleryStudy,
  type StudyBounds,
} from '../core/matching/study-gallery.ts';

interface Kept {
  readonly revision: number;
  readonly study: GalleryStudy;
}

/**
 * Of 200 anchors of five samples each, with one processor to itself: 0.1 s the first time, 0.05 s for one more. 1,000 take
 * 0.9 s of slices, 10,000 some 40 s, and one more anchor then 0.15 s and 1.3 s.
 */
const MAX_PAIRS_AT_ONCE = 20_000;
/** The distances are summed up anew with each study: beyond so many anchors that alone is a matter of slices. */
const MAX_ANCHORS_AT_ONCE = 250;
const SLICE_MS = 6;
/** Frames and looks go first. */
const PAUSE_MS = 10;

export class GalleryStudies {
  readonly #kept = new Map<string, Kept>();
  readonly #running = new Map<string, number>();
  readonly #onStudied: () => void;

  /** `onStudied` is called when a study that took longer is there. */
  constructor(onStudied: () => void) {
    this.#onStudied = onStudied;
  }

  /** The latest study of this gallery that there is. */
  of(gallery: Gallery, bounds: StudyBounds): GalleryStudy {
    const key = JSON.stringify([gallery.modelId, gallery.metric, bounds.lookAlike, bounds.nearest]);
    const before = this.#kept.get(key);
    if (before?.revision === gallery.revision) return before.study;
    const { entries, revision } = gallery;
    if (before !== undefined && isStudied(entries, before.study)) {
      this.#running.delete(key);
      this.#kept.set(key, { ...before, revision });
      return before.study;
    }
    const isSmall =
      entries.length <= MAX_ANCHORS_AT_ONCE && pairsToStudy(entries, before?.study) <= MAX_PAIRS_AT_ONCE;
    const work = studyGallery(entries, bounds, before?.study);
    if (isSmall) {
      let step = work.next();
      while (step.done !== true) step = work.next();
      this.#running.delete(key);
      this.#kept.set(key, { revision, study: step.value });
      return step.value;
    }
    if (this.#running.get(key) !== revision) this.#run(key, revision, work);
    return before?.study ?? NO_STUDY;
  }

  /** A newer gallery of the same kind puts an end to it. */
  #run(key: string, revision: number, work: Generator<undefined, GalleryStudy>): void {
    this.#running.set(key, revision);
    const slice = (): void => {
      if (this.#running.get(key) !== revision) return;
      const endMs = performance.now() + SLICE_MS;
      let step = work.next();
      while (step.done !== true && performance.now() < endMs) step = work.next();
      if (step.done !== true) {
        setTimeout(slice, PAUSE_MS);
        return;
      }
      this.#running.delete(key);
      this.#kept.set(key, { revision, study: step.value });
      this.#onStudied();
    };
    setTimeout(slice, 0);
  }
}
