/** @file The embedder's worker as an object: one network, open. */
import * as Comlink from 'comlink';
import type { Pixels } from '../../core/image/pixels.ts';
import type { EmbedderSetup, EmbedderWorkerApi, FaceInRegion, FaceLook } from './embedder.worker.ts';
import { linkTo, type Timed } from './worker-link.ts';

export interface Embedder {
  /** That work on one look together. */
  readonly threads: number;
  /** Looks that can be worked on at once, each by so many threads. */
  readonly lanes: number;
  /** Takes over the memory of `region`; see the worker. */
  look(region: Pixels, face: FaceInRegion, sourceScale: number): Promise<Timed<FaceLook>>;
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
      lanes: 1,
      look: (region, face, sourceScale) =>
        ask(api.look(Comlink.transfer(region, [region.data.buffer]), face, sourceScale)),
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
