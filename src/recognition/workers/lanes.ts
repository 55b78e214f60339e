/**
 * @file Several embedders as one.
 * [Note: Lanes] A network that runs in one thread keeps one core busy. Where several faces ask for a look at once, a further worker
 * (a "lane") takes its share of the looks. It is opened when two looks have met for the first time: it delays no first name, and
 * costs nothing where faces come one by one. It works with the weights of the first, in one memory: what cannot share them, as
 * ONNX Runtime, which has threads, or a page that is not cross-origin isolated, has one lane.
 */
import type { KernelUse } from '../../core/errors/kernel-lack.ts';
import type { Embedder, SharingEmbedder } from './embedder.ts';
import { Spread } from './spread.ts';

export interface LanesOptions {
  /** One more, with the weights that another one shares; `onCrash` is called when it dies. */
  readonly open: (onCrash: () => void, shared?: MessagePort) => Promise<SharingEmbedder>;
  /** With the first one. */
  readonly most: number;
  /** Told once, whichever it is: all are closed then. */
  readonly onCrash: () => void;
  /** One more could not be opened: the others go on, and no other is tried. */
  readonly onRefusal: (error: unknown) => void;
}

/** Opens the first lane. @throws FaultError when the model is missing or damaged. */
export async function openLanes(options: LanesOptions): Promise<Embedder> {
  let lanes: Lanes | undefined;
  const first = await options.open(() => {
    lanes?.crash();
  });
  return (lanes = new Lanes(options, first));
}

class Lanes implements Embedder {
  readonly #options: LanesOptions;
  readonly #spread: Spread<Embedder>;
  readonly #first: SharingEmbedder;
  #isOpening = false;
  #isRefused = false;
  #isClosed = false;

  constructor(options: LanesOptions, first: SharingEmbedder) {
    this.#options = options;
    this.#first = first;
    this.#spread = new Spread(first);
  }

  get threads(): number {
    return this.#first.threads;
  }

  /** Of several lanes, the one that lacks them is told. */
  get kernels(): KernelUse {
    const uses = this.#spread.lanes.map(({ kernels }) => kernels ?? 'used');
    return uses.find((use) => use !== 'used') ?? 'used';
  }

  get lanes(): number {
    return this.#spread.lanes.length;
  }

  look(...look: Parameters<Embedder['look']>): ReturnType<Embedder['look']> {
    if (this.#spread.isBusy) this.#widen();
    return this.#spread.inLeastBusy((lane) => lane.look(...look));
  }

  embedSample(cropUrl: string): Promise<Float32Array> {
    return this.#spread.inFirst((lane) => lane.embedSample(cropUrl));
  }

  encode(...crop: Parameters<Embedder['encode']>): Promise<string> {
    return this.#spread.inFirst((lane) => lane.encode(...crop));
  }

  close(): void {
    this.#isClosed = true;
    for (const lane of this.#spread.lanes) lane.close();
  }

  crash(): void {
    if (this.#isClosed) return;
    this.close();
    this.#options.onCrash();
  }

  #widen(): void {
    const isEnough = this.lanes >= this.#options.most || this.#isRefused || this.#isClosed;
    if (isEnough || this.#isOpening) return;
    this.#isOpening = true;
    this.#openAnother()
      .catch((error: unknown) => {
        this.#isRefused = true;
        // Closing ends whatever is asked.
        if (!this.#isClosed) this.#options.onRefusal(error);
      })
      .finally(() => {
        this.#isOpening = false;
      });
  }

  async #openAnother(): Promise<void> {
    const shared = await this.#first.share();
    if (shared === undefined) {
      this.#isRefused = true;
      return;
    }
    let isInUse = false;
    const lane = await this.#options.open(() => {
      // One that dies while it opens is refused.
      if (isInUse) this.crash();
    }, shared);
    if (this.#isClosed) {
      lane.close();
      return;
    }
    isInUse = true;
    this.#spread.add(lane);
  }
}
