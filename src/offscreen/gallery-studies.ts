/**
 * @file Keeps the studies of the gallery, one a model and metric. A small change is studied at once; what takes longer is done
 * in a worker, one study after the other, and meanwhile the study before it holds.
 */
import { toFault } from '../core/errors/fault.ts';
import type { Gallery } from '../core/gallery/gallery.ts';
import type { StudyBounds } from '../core/matching/compare-faces.ts';
import {
  NO_STUDY,
  concludeStudy,
  facesToCompare,
  hasSameBounds,
  isSameStudy,
  pairsToStudy,
  planStudy,
  studyGallery,
  type GalleryStudy,
  type StudyPlan,
} from '../core/matching/study-gallery.ts';
import { logFault } from '../platform/log.ts';
import { openStudier, type Studier } from '../recognition/workers/studier.ts';

interface Kept {
  readonly revision: number;
  readonly study: GalleryStudy;
}

/** A study that the worker is to make. */
interface Order {
  /** The latest gallery of which it would be the study. */
  revision: number;
  readonly plan: StudyPlan;
  state: 'waiting' | 'running' | 'failed';
}

/** Of 200 anchors of five samples each: 25 ms, while the code is new 80 ms; one more 20 ms. */
const MAX_PAIRS_AT_ONCE = 20_000;
/** The distances are summed up anew with each study: of more anchors that alone takes longer than a frame may wait. */
const MAX_ANCHORS_AT_ONCE = 250;
/** People are saved one after the other; after that the worker's memory is worth more than the time to open it again. */
const IDLE_MS = 20_000;

export class GalleryStudies {
  readonly #kept = new Map<string, Kept>();
  readonly #orders = new Map<string, Order>();
  readonly #onStudied: () => void;
  readonly #open: () => Studier;
  #studier: Studier | undefined;
  #closing: ReturnType<typeof setTimeout> | undefined;

  /** `onStudied` is called when a study that took longer is there. */
  constructor(onStudied: () => void, open: () => Studier = openStudier) {
    this.#onStudied = onStudied;
    this.#open = open;
  }

  /** The latest study of this gallery that there is. */
  of(gallery: Gallery, bounds: StudyBounds): GalleryStudy {
    const { modelId, metric, revision, entries } = gallery;
    const key = JSON.stringify([modelId, metric]);
    const kept = this.#kept.get(key);
    if (kept?.revision === revision && hasSameBounds(kept.study, { bounds })) return kept.study;
    const before = kept?.study ?? NO_STUDY;
    const order = this.#orders.get(key);
    if (order?.revision === revision && hasSameBounds(order.plan, { bounds })) return before;

    const plan = planStudy(entries, bounds);
    const isStudied = kept !== undefined && isSameStudy(plan, kept.study);
    const isSmall =
      plan.entries.length <= MAX_ANCHORS_AT_ONCE && pairsToStudy(plan, before) <= MAX_PAIRS_AT_ONCE;
    if (isStudied || isSmall) {
      const study = isStudied ? kept.study : studyGallery(plan, before);
      this.#kept.set(key, { revision, study });
      this.#cancel(key);
      this.#continue();
      return study;
    }
    if (order !== undefined && order.state !== 'failed' && isSameStudy(plan, order.plan)) {
      order.revision = revision;
      return before;
    }
    this.#cancel(key);
    this.#orders.set(key, { revision, plan, state: 'waiting' });
    this.#continue();
    return before;
  }

  /** A newer gallery of the same kind puts an end to it. */
  #cancel(key: string): void {
    if (this.#orders.get(key)?.state === 'running') this.#close();
    this.#orders.delete(key);
  }

  #continue(): void {
    const orders = [...this.#orders];
    if (orders.some(([, { state }]) => state === 'running')) return;
    const next = orders.find(([, { state }]) => state === 'waiting');
    clearTimeout(this.#closing);
    if (next === undefined) {
      if (this.#studier !== undefined) this.#closeLater();
      return;
    }
    const [key, order] = next;
    order.state = 'running';
    this.#run(key, order).catch((error: unknown) => {
      // Else it was ended for a newer one.
      if (this.#orders.get(key) !== order) return;
      // The study before holds; the next gallery is tried again.
      order.state = 'failed';
      logFault(toFault(error, 'recognizer-failed'));
      this.#close();
      this.#continue();
    });
  }

  async #run(key: string, order: Order): Promise<void> {
    this.#studier ??= this.#open();
    const faces = facesToCompare(order.plan, this.#kept.get(key)?.study);
    const comparison = await this.#studier.compare(faces);
    if (this.#orders.get(key) !== order) return;
    this.#orders.delete(key);
    this.#kept.set(key, { revision: order.revision, study: concludeStudy(order.plan, comparison) });
    this.#continue();
    this.#onStudied();
  }

  #closeLater(): void {
    this.#closing = setTimeout(() => {
      this.#close();
    }, IDLE_MS);
  }

  #close(): void {
    this.#studier?.close();
    this.#studier = undefined;
  }
}
