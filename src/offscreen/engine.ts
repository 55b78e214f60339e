/** @file The recognizer's life in the offscreen document: loading, ready, failed, and starting again. */
import compactCard from '../../models/compact.json';
import detectorCard from '../../models/detector-full-range.json';
import { FaultError, toFault, type Fault } from '../core/errors/fault.ts';
import type { EngineStatus } from '../protocol/panel-port.ts';
import { parseEmbedderCard, type EmbedderCard } from '../recognition/model-card.ts';
import { openRecognizer, type Recognizer } from '../recognition/workers/recognizer.ts';

export type EngineState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly recognizer: Recognizer }
  | { readonly kind: 'failed'; readonly fault: Fault };

/** A cautious ceiling: only one and two have been measured. */
const MAX_THREADS = 4;
/**
 * For the page and the detector. On two cores the demo gave 22 boxes a second and names after 198 ms with one thread, 21 and
 * 215 ms with two (`npm start -- --headless --seconds 42`, two runs each).
 */
const CORES_LEFT = 1;
/** A crash is often one of a kind (memory, a lost graphics context): try again, then leave it to the person. */
const MAX_RESTARTS = 3;
const FIRST_RESTART_MS = 1000;
/** Crashes this far apart have nothing to do with each other. */
const CALM_MS = 10 * 60_000;

export class Engine {
  readonly card: EmbedderCard = parseEmbedderCard(compactCard);
  readonly #onChange: (state: EngineState) => void;
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

  /** Loads the models, or loads them again after a failure. While it is loading or ready a further call changes nothing. */
  start(): void {
    if (this.#generation > 0 && this.#state.kind !== 'failed') return;
    const generation = ++this.#generation;
    this.#set({ kind: 'loading' });
    const fail = (error: unknown): void => {
      if (generation !== this.#generation) return;
      if (this.#state.kind === 'ready') this.#state.recognizer.close();
      this.#set({ kind: 'failed', fault: toFault(error, 'recognizer-failed') });
    };
    const base = new URL('/', location.href).href;
    openRecognizer(
      {
        detector: {
          card: detectorCard,
          modelUrl: `${base}models/${detectorCard.file}`,
          wasmBase: `${base}wasm/mediapipe`,
        },
        embedder: {
          card: compactCard,
          modelUrl: `${base}models/${this.card.file}`,
          wasmBase: `${base}wasm/onnxruntime/`,
          threads: Math.max(1, Math.min(MAX_THREADS, navigator.hardwareConcurrency - CORES_LEFT)),
        },
      },
      () => {
        fail(undefined);
        this.#restartLater();
      },
    ).then((recognizer) => {
      if (generation === this.#generation && this.#state.kind === 'loading')
        this.#set({ kind: 'ready', recognizer });
      else recognizer.close();
    }, fail);
  }

  /** Waits out the loading. @throws FaultError when it failed. */
  async whenReady(): Promise<Recognizer> {
    while (this.#state.kind === 'loading') await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#state.kind === 'failed')
      throw new FaultError(this.#state.fault.code, this.#state.fault.message);
    return this.#state.recognizer;
  }

  status(): EngineStatus {
    const state = this.#state;
    return {
      state: state.kind,
      ...(state.kind === 'failed' ? { fault: state.fault } : {}),
      modelId: this.card.id,
      modelTitle: this.card.title,
      threads: state.kind === 'ready' ? state.recognizer.threads : 0,
      isCrossOriginIsolated: globalThis.crossOriginIsolated,
    };
  }

  #restartLater(): void {
    const nowMs = performance.now();
    if (nowMs - this.#crashedMs > CALM_MS) this.#restarts = 0;
    this.#crashedMs = nowMs;
    if (this.#restarts >= MAX_RESTARTS) return;
    setTimeout(
      () => {
        this.start();
      },
      FIRST_RESTART_MS * 2 ** this.#restarts++,
    );
  }

  #set(state: EngineState): void {
    this.#state = state;
    this.#onChange(state);
    if (state.kind !== 'loading') for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
