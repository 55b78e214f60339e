/**
 * @file Test worker: opens one FaceDetector per model file, all alive at once, and runs each on the sample photos.
 */
import { FaceDetector, FilesetResolver } from '@mediapipe/tasks-vision';
import { openPhoto } from './photo.ts';

/** Model addresses, the photos to look at, and how. */
export interface DetectorRequest {
  readonly models: readonly string[];
  readonly photos: readonly number[];
  /** Photos are shrunk to this width. */
  readonly widthPx: number;
  readonly minDetectionScore: number;
}

/** For each model the number of faces per photo, or why it could not be opened. */
export type DetectorReply = readonly (
  { readonly faceCounts: readonly number[] } | { readonly error: string }
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

async function run({ models, photos, widthPx, minDetectionScore }: DetectorRequest): Promise<DetectorReply> {
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
    for (const photo of photos) images.push(await readPhoto(photo, widthPx));
    return opened.map((detector) =>
      'error' in detector
        ? detector
        : { faceCounts: images.map((image) => detector.detect(image).detections.length) },
    );
  } finally {
    for (const detector of opened) if (!('error' in detector)) detector.close();
  }
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

async function readPhoto(photo: number, widthPx: number): Promise<ImageData> {
  const bitmap = await openPhoto(photo);
  try {
    const heightPx = Math.round((widthPx * bitmap.height) / bitmap.width);
    const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('no 2d context');
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, widthPx, heightPx);
    return context.getImageData(0, 0, widthPx, heightPx);
  } finally {
    bitmap.close();
  }
}
