/**
 * @file Where a page has its gallery diagnosed. Here and not in the page: this document holds the gallery, the model's card and
 * the limits that names are really given by, so that what the doctor expects is what will happen. It works in slices, since
 * frames of videos wait for the same thread.
 */
import { diagnose, type Diagnosis } from '../core/doctor/diagnose.ts';
import type { HostedPort } from '../platform/port.ts';
import { STATUS_INTERVAL_MS, type ToPanel } from '../protocol/panel-port.ts';
import { thresholdsOf } from '../recognition/model-card.ts';
import type { Changeover } from './changeover.ts';
import type { Engine } from './engine.ts';
import type { Knowledge } from './knowledge.ts';

export interface DoctorDeskContext {
  readonly engine: Engine;
  readonly knowledge: Knowledge;
  readonly changeover: Pick<Changeover, 'unreadable'>;
}

/** A frame of a video waits no longer than this, and gets its turn in between. */
const SLICE_MS = 12;
/** How often a diagnosis under way says how far it is; most are done before. */
const TELL_EVERY_MS = 200;

export class DoctorDesk {
  readonly #port: HostedPort<ToPanel>;
  readonly #context: DoctorDeskContext;
  #timer: ReturnType<typeof setInterval> | undefined;
  /** What the last diagnosis was made of, or the one under way: each change makes a new object. */
  #gallery: Knowledge['gallery'] | undefined;
  #limits: Knowledge['limits'] | undefined;
  /** How many photos could not be read, as the last diagnosis said. */
  #unreadable = 0;
  #work: Generator<number, Diagnosis> | undefined;
  #toldMs = 0;

  constructor(port: HostedPort<ToPanel>, context: DoctorDeskContext) {
    this.#port = port;
    this.#context = context;
  }

  watch(): void {
    this.close();
    const check = (): void => {
      this.#check();
    };
    this.#timer = setInterval(check, STATUS_INTERVAL_MS);
    check();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#gallery = undefined;
    this.#work = undefined;
  }

  #check(): void {
    const { engine, knowledge } = this.#context;
    const status = engine.status();
    const card = engine.model?.card;
    // Without a model in use there are no embeddings to compare; one that fails to run has left them.
    if (card?.id !== knowledge.gallery.modelId) {
      this.#gallery = undefined;
      this.#work = undefined;
      this.#port.send({ type: 'diagnosing', engine: status, share: 0 });
      return;
    }
    const unreadable = this.#context.changeover.unreadable()?.photos ?? 0;
    const isSame = this.#gallery === knowledge.gallery && this.#limits === knowledge.limits;
    if (isSame && this.#unreadable === unreadable) return;
    this.#unreadable = unreadable;
    this.#gallery = knowledge.gallery;
    this.#limits = knowledge.limits;
    const { gallery, limits: match } = knowledge;
    this.#toldMs = performance.now();
    this.#work = diagnose(gallery, { match, thresholds: thresholdsOf(card, gallery.metric) });
    this.#workOn(this.#work);
  }

  #workOn(work: Generator<number, Diagnosis>): void {
    // Another one was begun, or the page is gone.
    if (this.#work !== work) return;
    const { engine, knowledge } = this.#context;
    if (this.#gallery !== knowledge.gallery || this.#limits !== knowledge.limits) {
      this.#check();
      return;
    }
    const until = performance.now() + SLICE_MS;
    let share = 0;
    while (performance.now() < until) {
      const step = work.next();
      if (step.done === true) {
        const unreadable = this.#context.changeover.unreadable();
        this.#port.send({
          type: 'diagnosis',
          diagnosis: step.value,
          maxDistance: knowledge.limits.enterMaxDistance,
          ...(unreadable && { unreadable }),
        });
        return;
      }
      share = step.value;
    }
    if (performance.now() - this.#toldMs > TELL_EVERY_MS) {
      this.#toldMs = performance.now();
      this.#port.send({ type: 'diagnosing', engine: engine.status(), share });
    }
    setTimeout(() => {
      this.#workOn(work);
    });
  }
}
