/** @file MediaPipe's face detector. Runs in a module worker. */
import { FaceDetector as MediaPipeFaceDetector } from '@mediapipe/tasks-vision';
import { FaultError } from '../../core/errors/fault.ts';
import type { Detection } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import type { FaceDetector } from '../ports.ts';
import { openVisionFiles, toImageData } from './mediapipe-files.ts';

export interface DetectorOptions {
  /** Folder of MediaPipe's wasm files, without a trailing slash. */
  readonly wasmBase: string;
  readonly model: Uint8Array;
  readonly minDetectionScore: number;
}

/** Overlap above which two detections are one face; MediaPipe's own default. */
const MIN_SUPPRESSION_THRESHOLD = 0.3;

/** @throws FaultError `webgl-missing`: even the CPU delegate uploads pictures through WebGL. */
export async function createMediaPipeDetector(options: DetectorOptions): Promise<FaceDetector> {
  const create = async (): Promise<MediaPipeFaceDetector> => {
    const fileset = await openVisionFiles(options.wasmBase);
    return MediaPipeFaceDetector.createFromOptions(fileset, {
      baseOptions: { modelAssetBuffer: options.model, delegate: 'CPU' },
      // IMAGE mode needs no timestamps; one that does not grow would break a VIDEO-mode detector for good.
      runningMode: 'IMAGE',
      minDetectionConfidence: options.minDetectionScore,
      minSuppressionThreshold: MIN_SUPPRESSION_THRESHOLD,
    });
  };
  let detector = await create();
  // Without WebGL creation works and the first detection throws: find out now. A second try helps after a lost context.
  const blank = new ImageData(64, 64);
  try {
    detector.detect(blank);
  } catch {
    detector.close();
    detector = await create();
    try {
      detector.detect(blank);
    } catch (error) {
      throw new FaultError('webgl-missing', error instanceof Error ? error.name : 'first detection failed');
    }
  }
  return {
    detect: (pixels) =>
      Promise.resolve(toDetections(detector.detect(toImageData(pixels)).detections, pixels)),
    close() {
      detector.close();
    },
  };
}

type MediaPipeDetection = ReturnType<MediaPipeFaceDetector['detect']>['detections'][number];

function toDetections(detections: readonly MediaPipeDetection[], { width, height }: Pixels): Detection[] {
  return detections.flatMap(({ boundingBox, keypoints, categories }) => {
    const [rightEye, leftEye, noseTip, mouthCenter, rightEarTragion, leftEarTragion] = keypoints;
    if (
      boundingBox === undefined ||
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
        landmarks: {
          rightEye: pointOf(rightEye),
          leftEye: pointOf(leftEye),
          noseTip: pointOf(noseTip),
          mouthCenter: pointOf(mouthCenter),
          rightEarTragion: pointOf(rightEarTragion),
          leftEarTragion: pointOf(leftEarTragion),
        },
        score: categories[0]?.score ?? 0,
      },
    ];
  });
}

function pointOf({ x, y }: { readonly x: number; readonly y: number }): { x: number; y: number } {
  return { x, y };
}
