/** @file The detector's worker: the faces of frames and pictures. */
import * as Comlink from 'comlink';
import { FaultError } from '../../core/errors/fault.ts';
import type { KernelUse } from '../../core/errors/kernel-lack.ts';
import type { Detection } from '../../core/geometry/landmarks.ts';
import { release } from '../../core/image/release.ts';
import { toRgb, type FramePixels } from '../../core/image/yuv.ts';
import { openKernelDetector } from '../adapters/kernel-detector.ts';
import { openKernels } from '../adapters/kernel-files.ts';
import { parseDetectorCard, type DetectorCard } from '../model-card.ts';
import type { FaceDetector } from '../ports.ts';
import { readModel, type ModelSource } from './model-file.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { WithFallback, type Ways } from './with-fallback.ts';

export interface DetectorSetup {
  readonly card: unknown;
  readonly source: ModelSource;
  /** Folder of the runtimes' folders, with a trailing slash. */
  readonly wasmBase: string;
}

export interface FoundFaces {
  readonly faces: readonly Detection[];
  readonly kernels: KernelUse;
}

let open:
  | { readonly detector: WithFallback<FaceDetector>; readonly thresholds: DetectorCard['thresholds'] }
  | undefined;
/** Room for the colours of a frame that comes without. */
let spare: Uint8ClampedArray | undefined;

const api = {
  open: (setup: DetectorSetup): Promise<Outcome<KernelUse>> =>
    outcomeOf(async () => {
      const card = parseDetectorCard(setup.card);
      const detector = await WithFallback.open(waysOf(setup, card));
      open = { detector, thresholds: card.thresholds };
      return detector.kernels;
    }),

  /** With `isFaint` faint faces weigh in the boxes and landmarks of the sure ones: names are not to rest on those. */
  detect: (pixels: FramePixels, isFaint: boolean): Promise<Outcome<FoundFaces>> =>
    outcomeOf(async () => {
      if (open === undefined) throw new FaultError('recognizer-failed', 'detector is not open');
      const { detector, thresholds } = open;
      const minScore = isFaint ? thresholds.faintDetectionScore : thresholds.minDetectionScore;
      const frame = toRgb(pixels, spare);
      // Another picture may come before this one is done with.
      if (frame !== pixels) spare = undefined;
      const faces = await detector.use((one) => one.detect(frame, minScore));
      if (frame !== pixels) spare = frame.data;
      release(pixels.data);
      return { faces, kernels: detector.kernels };
    }),
};

export type DetectorWorkerApi = typeof api;

Comlink.expose(api);

function waysOf({ source, wasmBase }: DetectorSetup, card: DetectorCard): Ways<FaceDetector> {
  const read = (): Promise<Uint8Array> => readModel(source, card.sha256);
  return {
    kernels:
      card.network === undefined
        ? undefined
        : async () => {
            const [kernels, model] = await Promise.all([openKernels(`${wasmBase}kernels/`), read()]);
            return openKernelDetector(kernels, model, card);
          },
    fallback: async () => {
      // Loaded where it is needed: few browsers do.
      const { createMediaPipeDetector } = await import('../adapters/mediapipe-detector.ts');
      return createMediaPipeDetector({ wasmBase: `${wasmBase}mediapipe`, model: await read(), card });
    },
  };
}
