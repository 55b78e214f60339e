/**
 * @file Test worker: opens one FaceDetector per model file, all alive at once, and runs each on the sample photos.
 */
import { FaceDetector, FilesetResolver, type Detection } from '@mediapipe/tasks-vision';
import { readPhoto, type PhotoWish } from './photo.ts';

/** Model addresses, and the photos to look at. */
export interface DetectorRequest extends PhotoWish {
  readonly models: readonly string[];
  readonly minDetectionScore: number;
}

/** Lengths in pixels of the photo as it was looked at, but those of points normalised to it. */
export interface PhotoFace {
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly score: number;
}

/** For each model the faces of each photo, or why it could not be opened. */
export type DetectorReply = readonly (
  { readonly photos: readonly (readonly PhotoFace[])[] } | { readonly error: string }
)[];

type WasmFileset = Awaited<ReturnType<typeof FilesetResolver.forVisionTasks>>;

self.addEventListener('message', ({ data }: MessageEvent<DetectorRequest>) => {
  run(data).then(
    (reply) => {
      self.postMessage(reply);
    },
    (error: unknown) => {
      self.reportError(error);
    },
  );
});

async function run({ models, minDetectionScore, ...wish }: DetectorRequest): Promise<DetectorReply> {
  const fileset = await FilesetResolver.forVisionTasks(`${location.origin}/tasks-vision/wasm`, true);
  const opened: (FaceDetector | { readonly error: string })[] = [];
  try {
    for (const model of models) {
      opened.push(
        await openDetector(fileset, model, minDetectionScore).catch((error: unknown) => ({
          error: error instanceof Error ? error.message : String(error),
        })),
      );
    }
    const images: ImageData[] = [];
    for (const photo of wish.photos) images.push(await readPhoto(photo, wish));
    return opened.map((detector) =>
      'error' in detector
        ? detector
        : { photos: images.map((image) => detector.detect(image).detections.map(toPhotoFace)) },
    );
  } finally {
    for (const detector of opened) if (!('error' in detector)) detector.close();
  }
}

function toPhotoFace({ boundingBox, keypoints, categories }: Detection): PhotoFace {
  const { originX = 0, originY = 0, width = 0, height = 0 } = boundingBox ?? {};
  return {
    box: { x: originX, y: originY, width, height },
    points: keypoints.map(({ x, y }) => ({ x, y })),
    score: categories[0]?.score ?? 0,
  };
}

/**
 * In a module worker tasks-vision 0.10.35 opens one task only: it forgets the module factory after use, and the import
 * that set it does not run twice. Setting it again before each task helps, until a release does so itself.
 */
async function openDetector(
  fileset: WasmFileset,
  model: string,
  minDetectionScore: number,
): Promise<FaceDetector> {
  const loader = (await import(fileset.wasmLoaderPath)) as { readonly default: unknown };
  Object.assign(globalThis, { ModuleFactory: loader.default });
  return FaceDetector.createFromOptions(fileset, {
    baseOptions: { modelAssetPath: `${location.origin}${model}`, delegate: 'CPU' },
    runningMode: 'IMAGE',
    minDetectionConfidence: minDetectionScore,
  });
}
