/** @file The segmenter's worker as an object. */
import * as Comlink from 'comlink';
import type { Pixels } from '../../core/image/pixels.ts';
import type { PersonMask } from '../ports.ts';
import type { SegmenterSetup, SegmenterWorkerApi } from './segmenter.worker.ts';
import { linkTo } from './worker-link.ts';

export interface Segmenter {
  /** Takes over the memory of `pixels`. */
  segment(pixels: Pixels): Promise<PersonMask>;
  close(): void;
}

/** @throws FaultError when the model is missing or damaged, or WebGL is. */
export async function openSegmenter(setup: SegmenterSetup): Promise<Segmenter> {
  const worker = new Worker(new URL('./segmenter.worker.ts', import.meta.url), { type: 'module' });
  const api = Comlink.wrap<SegmenterWorkerApi>(worker);
  const link = linkTo(worker, () => undefined);
  try {
    await link.ask(api.open(setup));
    return {
      segment: async (pixels) => {
        const { value } = await link.ask(api.segment(Comlink.transfer(pixels, [pixels.data.buffer])));
        return value;
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
