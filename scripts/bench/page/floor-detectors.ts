/** @file The two detectors that are measured bare: the product's, and the same network as MediaPipe runs it. */
import * as Comlink from 'comlink';
import detectorCard from '../../../models/detector-full-range.json';
import type { Pixels } from '../../../src/core/image/pixels.ts';
import type { MediaPipeWorkerApi } from './mediapipe-detector.worker.ts';
import { address, openProductDetector } from './nametag.ts';

export type FloorName = 'nametag' | 'mediapipe';

export interface FloorRun {
  readonly durationMs: number;
  /** Faces. */
  readonly found: number;
}

export type FloorDetector = (pixels: Pixels) => Promise<FloorRun>;

export async function openFloorDetector(name: FloorName): Promise<FloorDetector> {
  if (name === 'mediapipe') return openMediaPipe();
  const detector = await openProductDetector();
  return async (pixels) => {
    const { value, durationMs } = await detector.detect(pixels);
    return { durationMs, found: value.length };
  };
}

async function openMediaPipe(): Promise<FloorDetector> {
  const worker = new Worker(new URL('./mediapipe-detector.worker.ts', import.meta.url), { type: 'module' });
  const api = Comlink.wrap<MediaPipeWorkerApi>(worker);
  await api.open(address('wasm/mediapipe'), address(`models/${detectorCard.file}`));
  return (pixels) => api.detect(Comlink.transfer(pixels, [pixels.data.buffer]));
}
