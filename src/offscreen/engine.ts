/** @file The recognizer's life in the offscreen document: loading, ready, failed, starting again, changing the network. */
import landmarkerCard from '../../models/landmarks.json';
import { FaultError, toFault, type Fault } from '../core/errors/fault.ts';
import { Governor } from '../core/pace/governor.ts';
import { WorkTotals } from '../core/pace/work.ts';
import { logFault } from '../platform/log.ts';
import type { EngineStatus } from '../protocol/panel-port.ts';
import { DETECTOR_CARD } from '../recognition/detector-in-use.ts';
import { openDetector, type Detector } from '../recognition/workers/detector.ts';
import { openEmbedder, type Embedder } from '../recognition/workers/embedder.ts';
import { openLanes } from '../recognition/workers/lanes.ts';
import { joinRecognizer, type Recognizer } from '../recognition/workers/recognizer.ts';
import type { ModelEntry } from './model-registry.ts';
import { address, packageFile } from './package-file.ts';

interface Ready {
  readonly kind: 'ready';
  readonly recognizer: Recognizer;
  readonly detector: Detector;
  readonly embedder: Embedder;
}
export type EngineState =
  | { readonly kind: 'loading' }
  /** Closed, since there is nothing to do; opens again for whoever needs it. */
  | { readonly kind: 'resting' }
  | Ready
  | { readonly kind: 'failed'; readonly fault: Fault };

/** A crash is often one of a kind (memory, a lost graphics context): try again, then leave it to the person. */
const MAX_RESTARTS = 3;
const FIRST_RESTART_MS = 1000;
/** Crashes this far apart have nothing to do with each other. */
const CALM_MS = 10 * 60_000;

export class Engine {
  readonly work = new WorkTotals();
  readonly governor = new Governor();
  /** For embedders that are opened from now on; see `threadsWithin`. */
  threads = 1;
  /** Likewise, for networks that can share their weights; see `lanesWithin`. */
  lanes = 1;
  /** When somebody asked for it last, or let go of it. */
  usedMs = -Infinity;
  #holders = 0;
  /** Threads that were asked for: without cross-origin isolation there is one, whatever was asked. */
  readonly #asked = new WeakMap<Embedder, number>();
  readonly #onChange: (state: EngineState) => void;
  #model: ModelEntry | undefined;
  #state: EngineState = { kind: 'loading' };
  #generation = 0;
  #restarts = 0;
  #crashedMs = -Infinity;
  readonly #waiting: (() => void)[] = [];

  constructor(onChange: (state: EngineState) => void) {
    this.#onChange = onChange;
  }

  get state(): EngineState {
    return this.#state;
  }

  /** The model that recognises, or will once it has loaded; undefined until the first `use`. */
  get model(): ModelEntry | undefined {
    return this.#model;
  }

  get isHeld(): boolean {
    return this.#holders > 0;
  }

  /** Until the returned function is called, the engine does not rest: for work that goes on over a while. */
  hold(): () => void {
    this.#holders++;
    return () => {
      this.#holders--;
      this.usedMs = performance.now();
    };
  }

  /** Closes both workers, which frees their memory, until `wake` or whoever waits for the engine. */
  rest(): void {
    if (this.#state.kind !== 'ready') return;
    this.#close();
    this.#set({ kind: 'resting' });
  }

  wake(): void {
    if (this.#state.kind === 'resting') this.#load();
  }

  /** Takes this model and loads everything. */
  use(model: ModelEntry): void {
    this.#model = model;
    this.#load();
  }

  /** Takes a model that is open already; faces go on being found meanwhile. The engine closes it in the end. */
  exchange(model: ModelEntry, embedder: Embedder): void {
    if (this.#state.kind !== 'ready') {
      embedder.close();
      this.use(model);
      return;
    }
    const { detector, embedder: former } = this.#state;
    this.#model = model;
    this.#set({ kind: 'ready', detector, embedder, recognizer: joinRecognizer(detector, embedder) });
    former.close();
  }

  /** A second network beside the one in use; the caller closes it or hands it over with `exchange`. */
  openEmbedder(model: ModelEntry): Promise<Embedder> {
    const { card, source } = model;
    // A crash of a network that is in use by then is a crash of the engine.
    let opened: Embedder | undefined;
    const whenCrashed = (): void => {
      if (this.#state.kind === 'ready' && this.#state.embedder === opened) this.#crash();
    };
    const threads = this.threadsFor(model);
    const landmarks = packageFile(landmarkerCard);
    const setup = { card, source, wasmBase: address('wasm/'), threads, landmarks };
    return openLanes({
      open: (onCrash, shared) => openEmbedder(setup, onCrash, shared),
      most: this.lanes,
      onCrash: whenCrashed,
      onRefusal: (error) => {
        logFault(toFault(error, 'recognizer-failed'));
      },
    }).then((embedder) => {
      this.#asked.set(embedder, threads);
      return (opened = embedder);
    });
  }

  /** The kernels work in one thread, whatever there are. */
  threadsFor({ card }: ModelEntry): number {
    return card.network === undefined ? this.threads : 1;
  }

  threadsAskedFor(embedder: Embedder): number | undefined {
    return this.#asked.get(embedder);
  }

  /** Loads again after a failure; while it is loading or ready a further call changes nothing. */
  restart(): void {
    if (this.#state.kind === 'failed' && this.#model !== undefined) this.#load();
  }

  /** Nothing can be recognised at all, for example without any model. */
  fail(fault: Fault): void {
    this.#close();
    this.#set({ kind: 'failed', fault });
  }

  /** Waits out the loading, and ends a rest. @throws FaultError when it failed. */
  async whenReady(): Promise<Recognizer> {
    return (await this.whenOpen()).recognizer;
  }

  /** As `whenReady`, with the networks themselves, which stay the engine's. */
  async whenOpen(): Promise<Ready> {
    this.usedMs = performance.now();
    this.wake();
    while (this.#state.kind === 'loading') await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#state.kind === 'failed')
      throw new FaultError(this.#state.fault.code, this.#state.fault.message);
    if (this.#state.kind === 'resting') return this.whenOpen();
    return this.#state;
  }

  status(): EngineStatus {
    const state = this.#state;
    return {
      state: state.kind,
      ...(state.kind === 'failed' ? { fault: state.fault } : {}),
      modelId: this.#model?.card.id ?? '',
      modelTitle: this.#model?.card.title ?? '',
      threads: state.kind === 'ready' ? state.embedder.threads * state.embedder.lanes : 0,
      isCrossOriginIsolated: globalThis.crossOriginIsolated,
      ...(state.kind === 'ready'
        ? {
            kernels: {
              detector: state.detector.kernels ?? 'used',
              embedder: state.embedder.kernels ?? 'used',
            },
          }
        : {}),
    };
  }

  #load(): void {
    const generation = ++this.#generation;
    const model = this.#model;
    if (model === undefined) return;
    this.#close();
    this.#set({ kind: 'loading' });
    const opening = { detector: this.#openDetector(), embedder: this.openEmbedder(model) };
    Promise.all([opening.detector, opening.embedder]).then(
      ([detector, embedder]) => {
        if (generation !== this.#generation || this.#state.kind !== 'loading') {
          detector.close();
          embedder.close();
          return;
        }
        this.#set({ kind: 'ready', detector, embedder, recognizer: joinRecognizer(detector, embedder) });
      },
      (error: unknown) => {
        // The one that did open is of no use alone.
        for (const one of [opening.detector, opening.embedder]) {
          one.then(
            (opened) => {
              opened.close();
            },
            () => undefined,
          );
        }
        if (generation !== this.#generation) return;
        this.#set({ kind: 'failed', fault: toFault(error, 'recognizer-failed') });
      },
    );
  }

  #openDetector(): Promise<Detector> {
    return openDetector({ ...packageFile(DETECTOR_CARD), wasmBase: address('wasm/') }, () => {
      this.#crash();
    });
  }

  #crash(): void {
    this.fail(toFault(undefined, 'recognizer-failed'));
    const nowMs = performance.now();
    if (nowMs - this.#crashedMs > CALM_MS) this.#restarts = 0;
    this.#crashedMs = nowMs;
    if (this.#restarts >= MAX_RESTARTS) return;
    setTimeout(
      () => {
        this.restart();
      },
      FIRST_RESTART_MS * 2 ** this.#restarts++,
    );
  }

  #close(): void {
    if (this.#state.kind !== 'ready') return;
    this.#state.detector.close();
    this.#state.embedder.close();
  }

  #set(state: EngineState): void {
    this.#state = state;
    this.#onChange(state);
    if (state.kind !== 'loading') for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
