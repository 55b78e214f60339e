/** @file Both workers behind one object: what the offscreen document holds in its hands. */
import * as Comlink from 'comlink';
import { FaultError } from '../../core/errors/fault.ts';
import type { Detection, FaceLandmarks } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import type { DetectorSetup, DetectorWorkerApi } from './detector.worker.ts';
import type { EmbedderSetup, EmbedderWorkerApi, FaceLook } from './embedder.worker.ts';
import type { Outcome } from './outcome.ts';

export interface RecognizerSetup {
  readonly detector: DetectorSetup;
  readonly embedder: EmbedderSetup;
}

/** A value with the time that the network took for it. */
export interface Timed<Value> {
  readonly value: Value;
  readonly durationMs: number;
}

export interface Recognizer {
  readonly threads: number;
  /** Takes over the memory of `pixels`. */
  detect(pixels: Pixels): Promise<Timed<readonly Detection[]>>;
  /**
   * A closer look at the face in the middle of `region`: landmarks found again at this resolution, alignment, quality,
   * embedding. Takes over the memory of `region`.
   *
   * @param rough the landmarks of the first, coarse detection, normalised to `region`: used where the second one finds
   *   nothing, as it does with some profiles.
   * @param sourceScale source pixels for one pixel of `region`.
   */
  look(region: Pixels, rough: FaceLandmarks, sourceScale: number): Promise<Timed<FaceLook>>;
  /** The crop as an image data URL. */
  encode(crop: Pixels): Promise<string>;
  close(): void;
}

/** @throws FaultError when a model is missing or damaged, or WebGL is. `onCrash` is called when a worker dies later. */
export async function openRecognizer(setup: RecognizerSetup, onCrash: () => void): Promise<Recognizer> {
  const detectorWorker = new Worker(new URL('./detector.worker.ts', import.meta.url), { type: 'module' });
  const embedderWorker = new Worker(new URL('./embedder.worker.ts', import.meta.url), { type: 'module' });
  const close = (): void => {
    detectorWorker.terminate();
    embedderWorker.terminate();
  };
  const crashed = new Promise<never>((_, reject) => {
    for (const worker of [detectorWorker, embedderWorker]) {
      worker.addEventListener('error', () => {
        reject(new FaultError('recognizer-failed', 'a worker crashed'));
        onCrash();
      });
    }
  });
  crashed.catch(() => undefined);
  const detector = Comlink.wrap<DetectorWorkerApi>(detectorWorker);
  const embedder = Comlink.wrap<EmbedderWorkerApi>(embedderWorker);
  // A worker that crashes answers nothing: every question is also one to `crashed`.
  const ask = async <Value>(question: Promise<Outcome<Value>>): Promise<Timed<Value>> => {
    const outcome = await Promise.race([question, crashed]);
    if (!outcome.ok) throw new FaultError(outcome.fault.code, outcome.fault.message);
    return outcome;
  };

  try {
    const [, opened] = await Promise.all([
      ask(detector.open(setup.detector)),
      ask(embedder.open(setup.embedder)),
    ]);
    return {
      threads: opened.value.threads,
      detect: (pixels) => ask(detector.detect(Comlink.transfer(pixels, [pixels.data.buffer]))),
      async look(region, rough, sourceScale) {
        const found = await ask(detector.detect(region));
        const landmarks = mostCentral(found.value)?.landmarks ?? rough;
        return ask(embedder.look(Comlink.transfer(region, [region.data.buffer]), landmarks, sourceScale));
      },
      encode: async (crop) => (await ask(embedder.encode(crop))).value,
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** A region may show a neighbour as well; the face it was cut for is the one nearest to its centre. */
function mostCentral(detections: readonly Detection[]): Detection | undefined {
  const offCentre = ({ boundingBox: { x, y, width, height } }: Detection): number =>
    Math.hypot(x + width / 2 - 0.5, y + height / 2 - 0.5);
  const nearest = detections.reduce<Detection | undefined>(
    (best, one) => (best === undefined || offCentre(one) < offCentre(best) ? one : best),
    undefined,
  );
  return nearest !== undefined && offCentre(nearest) < MAX_OFF_CENTRE ? nearest : undefined;
}

/** A region is twice the face's box: beyond a quarter of its side from the middle lies somebody else. */
const MAX_OFF_CENTRE = 0.25;
