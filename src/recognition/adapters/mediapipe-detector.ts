/**
 * @file MediaPipe's own face detector, on the model file that the kernels read too: it serves where they cannot
 * ([Note: Fallbacks]), and for detectors that have no kernels. Runs in a module worker.
 */
import { FaceDetector as MediaPipeTask, type Detection as Found } from '@mediapipe/tasks-vision';
import { FaultError } from '../../core/errors/fault.ts';
import type { Detection } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import type { DetectorCard } from '../model-card.ts';
import type { FaceDetector } from '../ports.ts';
import { openVisionFiles, toImageData } from './mediapipe-files.ts';

export interface MediaPipeDetectorOptions {
  /** Folder of MediaPipe's wasm files, without a trailing slash. */
  readonly wasmBase: string;
  readonly model: Uint8Array;
  readonly card: DetectorCard;
}

/**
 * Boxes are cut off to whole pixels of the picture, which MediaPipe does; landmarks and scores equal those of the kernels.
 * @throws FaultError `model-damaged` when MediaPipe does not open the file; `webgl-missing`: even the CPU delegate uploads pictures through WebGL.
 */
export async function createMediaPipeDetector(options: MediaPipeDetectorOptions): Promise<FaceDetector> {
  // A task has one score for good, and what scores less would weigh in the boxes and landmarks of the sure faces.
  const tasks = new Map<number, Promise<MediaPipeTask>>();
  const taskFor = (minScore: number): Promise<MediaPipeTask> => {
    const task = tasks.get(minScore) ?? openTask(options, minScore);
    tasks.set(minScore, task);
    task.catch(() => tasks.delete(minScore));
    return task;
  };
  await taskFor(options.card.thresholds.minDetectionScore);
  return {
    async detect(pixels, minScore) {
      const { detections } = (await taskFor(minScore)).detect(toImageData(pixels));
      return detections.flatMap((one) => detectionOf(one, pixels)).sort((a, b) => b.score - a.score);
    },
    close() {
      for (const task of tasks.values()) {
        task.then(
          (opened) => {
            opened.close();
          },
          () => undefined,
        );
      }
    },
  };
}

/** Of creating a task and detecting with it: a second time helps after a lost graphics context. */
const ATTEMPTS = 2;

/** Without WebGL, creation works and the first detection throws: it is tried at once. */
async function openTask(options: MediaPipeDetectorOptions, minScore: number): Promise<MediaPipeTask> {
  for (let attempt = 1; ; attempt++) {
    const task = await createTask(options, minScore);
    try {
      task.detect(new ImageData(64, 64));
      return task;
    } catch (error) {
      task.close();
      if (attempt < ATTEMPTS) continue;
      throw new FaultError('webgl-missing', error instanceof Error ? error.name : 'first detection failed');
    }
  }
}

async function createTask(
  { wasmBase, model, card }: MediaPipeDetectorOptions,
  minScore: number,
): Promise<MediaPipeTask> {
  const fileset = await openVisionFiles(wasmBase);
  try {
    return await MediaPipeTask.createFromOptions(fileset, {
      baseOptions: { modelAssetBuffer: model, delegate: 'CPU' },
      // IMAGE mode needs no timestamps; one that does not grow would break a VIDEO-mode detector for good.
      runningMode: 'IMAGE',
      minDetectionConfidence: minScore,
      minSuppressionThreshold: card.thresholds.minSuppressionOverlap,
    });
  } catch (error) {
    throw new FaultError('model-damaged', error instanceof Error ? error.message : 'detector failed');
  }
}

function detectionOf({ boundingBox, keypoints, categories }: Found, { width, height }: Pixels): Detection[] {
  const [rightEye, leftEye, noseTip, mouthCenter, rightEarTragion, leftEarTragion] = keypoints.map(
    ({ x, y }) => ({ x, y }),
  );
  const [category] = categories;
  if (
    boundingBox === undefined ||
    category === undefined ||
    rightEye === undefined ||
    leftEye === undefined ||
    noseTip === undefined ||
    mouthCenter === undefined ||
    rightEarTragion === undefined ||
    leftEarTragion === undefined
  ) {
    return [];
  }
  return [
    {
      boundingBox: {
        x: boundingBox.originX / width,
        y: boundingBox.originY / height,
        width: boundingBox.width / width,
        height: boundingBox.height / height,
      },
      landmarks: { rightEye, leftEye, noseTip, mouthCenter, rightEarTragion, leftEarTragion },
      score: category.score,
    },
  ];
}
