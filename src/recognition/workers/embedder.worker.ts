/** @file The embedder's worker: aligns, judges and embeds one face, and writes crops as pictures for storage. */
import * as Comlink from 'comlink';
import { SAMPLE_CROP, alignFace } from '../../core/alignment/align-face.ts';
import { FaultError } from '../../core/errors/fault.ts';
import type { Point } from '../../core/geometry/bounding-box.ts';
import { mapLandmarks, type FaceLandmarks } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { assessFace } from '../../core/quality/face-quality.ts';
import { createOnnxEmbedder } from '../adapters/onnx-embedder.ts';
import { parseEmbedderCard, type EmbedderCard } from '../model-card.ts';
import type { FaceEmbedder } from '../ports.ts';
import { encodeCrop } from './encode-crop.ts';
import { fetchModel } from './model-file.ts';
import { outcomeOf, type Outcome } from './outcome.ts';

export interface EmbedderSetup {
  readonly card: unknown;
  readonly modelUrl: string;
  readonly wasmBase: string;
  readonly threads: number;
}

/** One face, looked at closely. */
export interface FaceLook {
  readonly embedding: Float32Array;
  /** The face crop with margin, `SAMPLE_CROP`. */
  readonly crop: Pixels;
  /** 0..1 */
  readonly quality: number;
}

let open: { embedder: FaceEmbedder; card: EmbedderCard } | undefined;

const api = {
  open: (setup: EmbedderSetup): Promise<Outcome<{ threads: number }>> =>
    outcomeOf(async () => {
      const card = parseEmbedderCard(setup.card);
      const model = await fetchModel(setup.modelUrl, card.sha256);
      const { wasmBase, threads } = setup;
      open = { embedder: await createOnnxEmbedder({ card, model, wasmBase, threads }), card };
      return { threads: open.embedder.threads };
    }),

  /**
   * @param landmarks normalised to `region`.
   * @param sourceScale source pixels for one pixel of `region`; below 1 where the region was enlarged.
   */
  look: (region: Pixels, landmarks: FaceLandmarks, sourceScale: number): Promise<Outcome<FaceLook>> =>
    outcomeOf(async () => {
      if (open === undefined) throw new FaultError('recognizer-failed', 'embedder is not open');
      const { card, embedder } = open;
      const inPixels = mapLandmarks(landmarks, ({ x, y }) => ({
        x: x * region.width - 0.5,
        y: y * region.height - 0.5,
      }));
      const { rightEye, leftEye } = inPixels;
      const crop = alignFace(region, rightEye, leftEye, SAMPLE_CROP);
      const inSource = mapLandmarks(inPixels, ({ x, y }) => ({ x: x * sourceScale, y: y * sourceScale }));
      const { overall } = assessFace(crop, inSource);
      const faceCrop = alignFace(region, rightEye, leftEye, cropGeometryOf(card));
      const [embedding] = await embedder.embed([faceCrop]);
      if (embedding === undefined) throw new FaultError('recognizer-failed', 'no embedding');
      return { embedding, crop, quality: overall };
    }),

  encode: (crop: Pixels): Promise<Outcome<string>> => outcomeOf(() => encodeCrop(crop)),
};

export type EmbedderWorkerApi = typeof api;

Comlink.expose(api);

function cropGeometryOf({ alignment }: EmbedderCard): {
  widthPx: number;
  heightPx: number;
  rightEye: Point;
  leftEye: Point;
} {
  const [rightX, rightY] = alignment.rightEye;
  const [leftX, leftY] = alignment.leftEye;
  return {
    widthPx: alignment.width,
    heightPx: alignment.height,
    rightEye: { x: rightX, y: rightY },
    leftEye: { x: leftX, y: leftY },
  };
}
