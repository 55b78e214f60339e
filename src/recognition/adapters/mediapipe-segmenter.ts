/** @file MediaPipe's selfie segmenter: where in a picture people are. Runs in a module worker. */
import { ImageSegmenter } from '@mediapipe/tasks-vision';
import { FaultError } from '../../core/errors/fault.ts';
import type { PersonSegmenter } from '../ports.ts';
import { openVisionFiles, toImageData } from './mediapipe-files.ts';

export interface SegmenterOptions {
  /** Folder of MediaPipe's wasm files, without a trailing slash. */
  readonly wasmBase: string;
  readonly model: Uint8Array;
}

/** @throws FaultError `webgl-missing`: even the CPU delegate uploads pictures through WebGL. */
export async function createMediaPipeSegmenter({
  wasmBase,
  model,
}: SegmenterOptions): Promise<PersonSegmenter> {
  const fileset = await openVisionFiles(wasmBase);
  const segmenter = await ImageSegmenter.createFromOptions(fileset, {
    baseOptions: { modelAssetBuffer: model, delegate: 'CPU' },
    runningMode: 'IMAGE',
    outputCategoryMask: false,
    outputConfidenceMasks: true,
  });
  return {
    segment(pixels) {
      const { confidenceMasks } = run(segmenter, toImageData(pixels));
      const mask = confidenceMasks?.at(-1);
      if (mask === undefined) throw new FaultError('recognizer-failed', 'the segmenter gave no mask');
      try {
        const { width, height } = mask;
        const data = Uint8ClampedArray.from(mask.getAsFloat32Array(), (confidence) => confidence * 255);
        return Promise.resolve({ width, height, data });
      } finally {
        for (const one of confidenceMasks ?? []) one.close();
      }
    },
    close() {
      segmenter.close();
    },
  };
}

function run(segmenter: ImageSegmenter, picture: ImageData): ReturnType<ImageSegmenter['segment']> {
  try {
    return segmenter.segment(picture);
  } catch (error) {
    throw new FaultError('webgl-missing', error instanceof Error ? error.name : 'segmentation failed');
  }
}
