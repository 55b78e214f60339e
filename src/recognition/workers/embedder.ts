/** @file The embedder's worker as an object: one network, open. */
import * as Comlink from 'comlink';
import type { KernelUse } from '../../core/errors/kernel-lack.ts';
import type { FaceLandmarks } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import type { EmbedderSetup } from './embedder-ways.ts';
import type { EmbedderWorkerApi, FaceLook } from './embedder.worker.ts';
import { linkTo, type Timed } from './worker-link.ts';

export interface TimedLook extends Timed<FaceLook> {
  /** What finding the landmarks again took; `durationMs` is the rest. */
  readonly refineMs: number;
}

export interface Embedder {
  /** That work on one look together. */
  readonly threads: number;
  /** Whether the kernels find and compare faces, as far as is known. */
  readonly kernels?: KernelUse;
  /** Looks that can be worked on at once, each by so many threads. */
  readonly lanes: number;
  /** Takes over the memory of `region`; see the worker. */
  look(region: Pixels, rough: FaceLandmarks, sourceScale: number): Promise<TimedLook>;
  /** @throws FaultError `record-damaged` when the crop is not a picture. */
  embedSample(cropUrl: string): Promise<Float32Array>;
  /** The crop as an image data URL. */
  encode(crop: Pixels): Promise<string>;
  close(): void;
}

/** An embedder whose network another worker can open once more. */
export interface SharingEmbedder extends Embedder {
  /** @returns what `openEmbedder` takes for it, once; undefined where memory cannot be shared, or the network not. */
  share(): Promise<MessagePort | undefined>;
}

/**
 * @param shared of another embedder with the same setup: the weights are not loaded again then
 * @throws FaultError when the model is missing or damaged. `onCrash` is called when the worker dies later.
 */
export async function openEmbedder(
  setup: EmbedderSetup,
  onCrash: () => void,
  shared?: MessagePort,
): Promise<SharingEmbedder> {
  const worker = new Worker(new URL('./embedder.worker.ts', import.meta.url), { type: 'module' });
  const api = Comlink.wrap<EmbedderWorkerApi>(worker);
  const link = linkTo(worker, onCrash);
  const { ask } = link;
  try {
    const whole = shared === undefined ? setup : Comlink.transfer({ ...setup, shared }, [shared]);
    let { value: facts } = await ask(api.open(whole));
    return {
      get threads() {
        return facts.threads;
      },
      get kernels() {
        return facts.kernels;
      },
      lanes: 1,
      look: async (region, rough, sourceScale) => {
        const transferred = Comlink.transfer(region, [region.data.buffer]);
        const { value, durationMs } = await ask(api.look(transferred, rough, sourceScale));
        facts = value.facts;
        return { value: value.look, durationMs: durationMs - value.refineMs, refineMs: value.refineMs };
      },
      embedSample: async (cropUrl) => (await ask(api.embedSample(cropUrl))).value,
      encode: async (crop) => (await ask(api.encode(crop))).value,
      async share() {
        // From worker to worker: here, memory would stay until a garbage collection that may be long in coming.
        const { port1, port2 } = new MessageChannel();
        const { value: canShare } = await ask(api.share(Comlink.transfer(port1, [port1])));
        return canShare ? port2 : undefined;
      },
      close: () => {
        link.close();
      },
    };
  } catch (error) {
    link.close();
    throw error;
  }
}
