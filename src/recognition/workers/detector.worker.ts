/** @file The detector's worker: faces of whole frames, and a second, closer look at a region for precise landmarks. */
import * as Comlink from 'comlink';
import { FaultError } from '../../core/errors/fault.ts';
import type { Detection } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { createMediaPipeDetector } from '../adapters/mediapipe-detector.ts';
import { parseDetectorCard } from '../model-card.ts';
import type { FaceDetector } from '../ports.ts';
import { readModel, type ModelSource } from './model-file.ts';
import { outcomeOf, type Outcome } from './outcome.ts';

export interface DetectorSetup {
  readonly card: unknown;
  readonly source: ModelSource;
  readonly wasmBase: string;
}

let detector: FaceDetector | undefined;

const api = {
  open: (setup: DetectorSetup): Promise<Outcome<null>> =>
    outcomeOf(async () => {
      const card = parseDetectorCard(setup.card);
      const model = await readModel(setup.source, card.sha256);
      const { minDetectionScore } = card.thresholds;
      detector = await createMediaPipeDetector({ wasmBase: setup.wasmBase, model, minDetectionScore });
      return null;
    }),

  detect: (pixels: Pixels): Promise<Outcome<readonly Detection[]>> =>
    outcomeOf(() => {
      if (detector === undefined) throw new FaultError('recognizer-failed', 'detector is not open');
      return detector.detect(pixels);
    }),
};

export type DetectorWorkerApi = typeof api;

Comlink.expose(api);
