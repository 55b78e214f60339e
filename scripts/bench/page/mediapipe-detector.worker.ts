/** @file MediaPipe's own runtime on the network that the product runs on kernels of its own: the floor as everybody else has it. */
import { FaceDetector } from '@mediapipe/tasks-vision';
import * as Comlink from 'comlink';
import type { Pixels } from '../../../src/core/image/pixels.ts';
import { openVisionFiles, toImageData } from '../../../src/recognition/adapters/mediapipe-files.ts';

let detector: FaceDetector | undefined;

const api = {
  /** @param wasmBase folder of MediaPipe's wasm files, without a trailing slash */
  async open(wasmBase: string, modelUrl: string): Promise<void> {
    detector = await FaceDetector.createFromOptions(await openVisionFiles(wasmBase), {
      baseOptions: { modelAssetPath: modelUrl, delegate: 'CPU' },
      runningMode: 'IMAGE',
    });
  },

  /** As the product's own workers tell it: the work alone, without the way of the message. */
  detect(pixels: Pixels): { readonly durationMs: number; readonly found: number } {
    if (detector === undefined) throw new Error('The detector is not open.');
    const startMs = performance.now();
    const { detections } = detector.detect(toImageData(pixels));
    return { durationMs: performance.now() - startMs, found: detections.length };
  },
};

export type MediaPipeWorkerApi = typeof api;

Comlink.expose(api);
