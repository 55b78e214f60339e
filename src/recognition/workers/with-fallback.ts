/**
 * @file A network on the kernels, and what takes its place where they cannot run it.
 * [Note: Fallbacks] The kernels are fast and need relaxed SIMD. MediaPipe and ONNX Runtime run the same model files without
 * it, with the same results, slower. Each network opens on the kernels if it can; if it cannot, or if they trap while
 * they run, the fallback is opened and repeats what was asked. There is no way back until the worker is opened again.
 */
import { lackOf, type KernelUse } from '../../core/errors/kernel-lack.ts';

export interface Ways<Tool> {
  /** Missing where there are no kernels for the network. Rejects with what `lackOf` knows where they cannot run it. */
  readonly kernels?: (() => Promise<Tool>) | undefined;
  readonly fallback: () => Promise<Tool>;
}

interface Opened<Tool> {
  readonly tool: Tool;
  readonly kernels: KernelUse;
}

export class WithFallback<Tool> {
  readonly #ways: Ways<Tool>;
  #opened: Opened<Tool>;
  /** The change from the kernels to the fallback, once for all that wait for it. */
  #change: Promise<Opened<Tool>> | undefined;

  private constructor(ways: Ways<Tool>, opened: Opened<Tool>) {
    this.#ways = ways;
    this.#opened = opened;
  }

  /** @throws what the kernels throw when it is not about them, else what the fallback throws */
  static async open<Tool>(ways: Ways<Tool>): Promise<WithFallback<Tool>> {
    return new WithFallback(ways, await openFirst(ways));
  }

  get tool(): Tool {
    return this.#opened.tool;
  }

  get kernels(): KernelUse {
    return this.#opened.kernels;
  }

  /** @param work is done a second time when the kernels trap: its arguments have to outlast the first */
  async use<Value>(work: (tool: Tool) => Promise<Value>): Promise<Value> {
    const { tool, kernels } = this.#opened;
    try {
      return await work(tool);
    } catch (error) {
      const lack = lackOf(error);
      // ONNX Runtime is WebAssembly too: what it throws is no reason to open it again.
      if (lack === undefined || kernels !== 'used') throw error;
      return work((await this.#changeOver(lack)).tool);
    }
  }

  async #changeOver(lack: KernelUse): Promise<Opened<Tool>> {
    this.#change ??= openFallback(this.#ways, lack);
    try {
      return (this.#opened = await this.#change);
    } catch (error) {
      this.#change = undefined;
      throw error;
    }
  }
}

async function openFirst<Tool>(ways: Ways<Tool>): Promise<Opened<Tool>> {
  if (ways.kernels === undefined) return openFallback(ways, 'none');
  try {
    return { tool: await ways.kernels(), kernels: 'used' };
  } catch (error) {
    const lack = lackOf(error);
    if (lack === undefined) throw error;
    return openFallback(ways, lack);
  }
}

async function openFallback<Tool>(ways: Ways<Tool>, kernels: KernelUse): Promise<Opened<Tool>> {
  return { tool: await ways.fallback(), kernels };
}
