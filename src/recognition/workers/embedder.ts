/** @file The embedder's worker as an object: one network, open. */
import * as Comlink from 'comlink';
import type { FaceLandmarks } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import type { EmbedderSetup, EmbedderWorkerApi, FaceLook } from './embedder.worker.ts';
import { linkTo, type Timed } from './worker-link.ts';

export interface TimedLook extends Timed<FaceLook> {
  /** What finding the landmarks again took; `durationMs` is the rest. */
  readonly refineMs: number;
}

export interface Embedder {
  readonly threads: number;
  /** Takes over the memory of `region`; see the worker. */
  look(region: Pixels, rough: FaceLandmarks, sourceScale: number): Promise<TimedLook>;
  /** @throws FaultError `record-damaged` when the crop is not a picture. */
  embedSample(cropUrl: string): Promise<Float32Array>;
  /** The crop as an image data URL. */
  encode(crop: Pixels): Promise<string>;
  close(): void;
}

/** @throws FaultError when the model is missing or damaged. `onCrash` is called when the worker dies later. */
export async function openEmbedder(setup: EmbedderSetup, onCrash: () => void): Promise<Embedder> {
  const worker = new Worker(new URL('./embedder.worker.ts', import.meta.url), { type: 'module' });
  const api = Comlink.wrap<EmbedderWorkerApi>(worker);
  const link = linkTo(worker, onCrash);
  const { ask } = link;
  try {
    const { value } = await ask(api.open(setup));
    return {
      threads: value.threads,
      look: async (region, rough, sourceScale) => {
        const transferred = Comlink.transfer(region, [region.data.buffer]);
        const { value, durationMs } = await ask(api.look(transferred, rough, sourceScale));
        return { value: value.look, durationMs: durationMs - value.refineMs, refineMs: value.refineMs };
      },
      embedSample: async (cropUrl) => (await ask(api.embedSample(cropUrl))).value,
      encode: async (crop) => (await ask(api.encode(crop))).value,
      close: () => {
        link.close();
      },
    };
  } catch (error) {
    link.close();
    throw error;
  }
}
