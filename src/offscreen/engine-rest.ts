/**
 * @file Frees the networks' memory after a while in which nobody needed them, and has them opened again as soon as somebody does.
 * [Note: Rest] Videos that are sampled, or paused in view, keep the engine open, and so does work that holds it (enrolling,
 * embedding saved faces). Whoever waits for the engine ends its rest. One timer runs while the engine is open and idle; none
 * while it works or rests.
 */
import type { Engine } from './engine.ts';

/** Long enough for an advertisement, a page that is read in between, a tab that is looked up. */
const REST_AFTER_MS = 60_000;

export interface EngineRestOptions {
  readonly engine: Pick<Engine, 'state' | 'usedMs' | 'isHeld' | 'rest' | 'wake'>;
  /** Whether any video is being watched, or paused in view. */
  readonly isWatching: () => boolean;
  readonly afterMs?: number;
}

export class EngineRest {
  readonly #options: EngineRestOptions;
  readonly #afterMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: EngineRestOptions) {
    this.#options = options;
    this.#afterMs = options.afterMs ?? REST_AFTER_MS;
  }

  /** Call whenever the engine's state, a document or a video has changed. */
  reconsider(): void {
    const { engine, isWatching } = this.#options;
    if (isWatching()) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      engine.wake();
    } else if (engine.state.kind === 'ready') {
      this.#timer ??= this.#inMs(this.#afterMs);
    }
  }

  #inMs(delayMs: number): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      this.#timer = undefined;
      this.#restIfIdle();
    }, delayMs);
  }

  #restIfIdle(): void {
    const { engine, isWatching } = this.#options;
    if (isWatching() || engine.state.kind !== 'ready') return;
    const idleMs = engine.isHeld ? 0 : performance.now() - engine.usedMs;
    if (idleMs >= this.#afterMs) engine.rest();
    else this.#timer = this.#inMs(this.#afterMs - idleMs);
  }
}
