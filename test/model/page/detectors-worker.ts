/**
 * @file Test worker: the product's detector on MediaPipe, on test photos.
 */
import type { Detection } from '../../../src/core/geometry/landmarks.ts';
import { createMediaPipeDetector } from '../../../src/recognition/adapters/mediapipe-detector.ts';
import type { DetectorCard } from '../../../src/recognition/model-card.ts';
import { readPhoto, type PhotoWish } from './photo.ts';

export interface DetectorRequest extends PhotoWish {
  /** Address of the model file. */
  readonly model: string;
  readonly card: DetectorCard;
  /** Each photo is looked at with each of them, by turns. */
  readonly scores: readonly number[];
}

/** By score, then by photo; or why the detector could not be opened. */
export type DetectorReply =
  { readonly found: readonly (readonly (readonly Detection[])[])[] } | { readonly error: string };

self.addEventListener('message', ({ data }: MessageEvent<DetectorRequest>) => {
  run(data).then(
    (reply) => {
      self.postMessage(reply);
    },
    (error: unknown) => {
      self.postMessage({ error: error instanceof Error ? error.message : String(error) });
    },
  );
});

async function run({ model, card, scores, ...wish }: DetectorRequest): Promise<DetectorReply> {
  const file = new Uint8Array(await (await fetch(model)).arrayBuffer());
  const wasmBase = `${location.origin}/tasks-vision/wasm`;
  const detector = await createMediaPipeDetector({ wasmBase, model: file, card });
  try {
    const found = scores.map((): (readonly Detection[])[] => []);
    for (const photo of wish.photos) {
      const image = await readPhoto(photo, wish);
      for (const [at, score] of scores.entries()) found[at]?.push(await detector.detect(image, score));
    }
    return { found };
  } finally {
    detector.close();
  }
}
