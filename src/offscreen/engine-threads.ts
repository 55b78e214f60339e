/** @file Keeps the embedder's threads equal to what the processor budget allows, also while it is in use. */
import { toFault } from '../core/errors/fault.ts';
import { logFault } from '../platform/log.ts';
import type { Embedder } from '../recognition/workers/embedder.ts';
import type { Engine } from './engine.ts';

export class EngineThreads {
  readonly #engine: Engine;
  #isChanging = false;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Names go on meanwhile: the new network is opened beside the one in use and takes over when it is ready. */
  use(threads: number): void {
    const engine = this.#engine;
    if (threads === engine.threads) return;
    engine.threads = threads;
    this.reconcile();
  }

  /** Call when the engine's state has changed: it may have been opened with another number. */
  reconcile(): void {
    if (this.#isChanging || !this.#isDue()) return;
    this.#isChanging = true;
    this.#exchange()
      .catch((error: unknown) => {
        // The one in use goes on.
        logFault(toFault(error, 'recognizer-failed'));
      })
      .finally(() => {
        this.#isChanging = false;
      });
  }

  async #exchange(): Promise<void> {
    const engine = this.#engine;
    while (this.#isDue()) {
      const { model } = engine;
      if (model === undefined) return;
      const former = openIn(engine);
      const embedder = await engine.openEmbedder(model);
      // Meanwhile another model took over, or the engine rests: there is nothing to exchange.
      if (openIn(engine) === former) engine.exchange(model, embedder);
      else embedder.close();
    }
  }

  #isDue(): boolean {
    const engine = this.#engine;
    const embedder = openIn(engine);
    if (embedder === undefined || engine.model === undefined) return false;
    return engine.threadsAskedFor(embedder) !== engine.threadsFor(engine.model);
  }
}

function openIn({ state }: Engine): Embedder | undefined {
  return state.kind === 'ready' ? state.embedder : undefined;
}
