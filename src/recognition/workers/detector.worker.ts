/** @file The detector's worker: the faces of frames and pictures. */
import * as Comlink from 'comlink';
import { FaultError } from '../../core/errors/fault.ts';
import type { Detection } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { release } from '../../core/image/release.ts';
import { toRgb, type FramePixels } from '../../core/image/yuv.ts';
import { openKernelDetector } from '../adapters/kernel-detector.ts';
import { openKernels } from '../adapters/kernel-files.ts';
import type { KernelDetector } from '../kernels/kernel-detector.ts';
import { parseDetectorCard } from '../model-card.ts';
import { FAINT_SCORE } from '../pipeline/close-looks.ts';
import { readModel, type ModelSource } from './model-file.ts';
import { outcomeOf, type Outcome } from './outcome.ts';

export interface DetectorSetup {
  readonly card: unknown;
  readonly source: ModelSource;
  /** Folder of the runtimes' folders, with a trailing slash. */
  readonly wasmBase: string;
}

/** As most pictures are shaped. */
const BLANK: Pixels = { width: 16, height: 9, data: new Uint8ClampedArray(16 * 9 * 4) };

let open: { readonly detector: KernelDetector; readonly sureScore: number } | undefined;
/** Room for the colours of a frame that comes without. */
let spare: Uint8ClampedArray | undefined;

const api = {
  open: (setup: DetectorSetup): Promise<Outcome<null>> =>
    outcomeOf(async () => {
      const card = parseDetectorCard(setup.card);
      const model = await readModel(setup.source, card.sha256);
      const sureScore = card.thresholds.minDetectionScore;
      const kernels = await openKernels(`${setup.wasmBase}kernels/`);
      const detector = openKernelDetector(kernels, model, (opened) => {
        opened.detect(BLANK, sureScore);
      });
      open = { detector, sureScore };
      return null;
    }),

  /** With `isFaint` faint faces weigh in the boxes and landmarks of the sure ones: names are not to rest on those. */
  detect: (pixels: FramePixels, isFaint: boolean): Promise<Outcome<readonly Detection[]>> =>
    outcomeOf(() => {
      if (open === undefined) throw new FaultError('recognizer-failed', 'detector is not open');
      const frame = toRgb(pixels, spare);
      const found = open.detector.detect(frame, isFaint ? FAINT_SCORE : open.sureScore);
      if (frame !== pixels) spare = frame.data;
      release(pixels.data);
      return Promise.resolve(found);
    }),
};

export type DetectorWorkerApi = typeof api;

Comlink.expose(api);
