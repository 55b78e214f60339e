/** @file The detector's worker: faces of whole frames, and a second, closer look at a region for precise landmarks. */
import * as Comlink from 'comlink';
import { FaultError } from '../../core/errors/fault.ts';
import type { Detection } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { toRgb, type FramePixels } from '../../core/image/yuv.ts';
import { createMediaPipeDetector } from '../adapters/mediapipe-detector.ts';
import { parseDetectorCard } from '../model-card.ts';
import { FAINT_SCORE } from '../pipeline/close-looks.ts';
import type { FaceDetector } from '../ports.ts';
import { readModel, type ModelSource } from './model-file.ts';
import { outcomeOf, type Outcome } from './outcome.ts';

export interface DetectorSetup {
  readonly card: unknown;
  readonly source: ModelSource;
  readonly wasmBase: string;
}

let detector: FaceDetector | undefined;
/** The one that was seen last: a detector has done with its memory when it answers, which it does at once. */
let frame: Pixels | undefined;
/**
 * A detector of its own: one that also tells of faint faces weighs them into the boxes and landmarks of the sure ones, and names
 * rest on those. Opened when the first tile is looked at; until then, and where it fails, faint faces are not seen.
 */
let faintDetector: FaceDetector | undefined;
let openFaint: (() => Promise<FaceDetector>) | undefined;

const api = {
  open: (setup: DetectorSetup): Promise<Outcome<null>> =>
    outcomeOf(async () => {
      const card = parseDetectorCard(setup.card);
      const model = await readModel(setup.source, card.sha256);
      const { minDetectionScore } = card.thresholds;
      const { wasmBase } = setup;
      detector = await createMediaPipeDetector({ wasmBase, model, minDetectionScore });
      openFaint = () => createMediaPipeDetector({ wasmBase, model, minDetectionScore: FAINT_SCORE });
      return null;
    }),

  detect: (pixels: FramePixels, isFaint: boolean): Promise<Outcome<readonly Detection[]>> =>
    outcomeOf(() => {
      if (detector === undefined) throw new FaultError('recognizer-failed', 'detector is not open');
      if (isFaint && faintDetector === undefined) prepareFaint();
      frame = toRgb(pixels, frame?.data);
      return (isFaint ? (faintDetector ?? detector) : detector).detect(frame);
    }),
};

function prepareFaint(): void {
  const open = openFaint;
  openFaint = undefined;
  open?.().then(
    (opened) => {
      faintDetector = opened;
    },
    // Sure faces are found as before.
    () => undefined,
  );
}

export type DetectorWorkerApi = typeof api;

Comlink.expose(api);
