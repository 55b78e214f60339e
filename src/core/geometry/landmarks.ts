/** @file Named points of a face, in MediaPipe's order; "right" is the subject's right, at smaller x in an unmirrored picture. */
import type { BoundingBox, Point } from './bounding-box.ts';

export interface FaceLandmarks {
  readonly rightEye: Point;
  readonly leftEye: Point;
  readonly noseTip: Point;
  readonly mouthCenter: Point;
  readonly rightEarTragion: Point;
  readonly leftEarTragion: Point;
}

/** One face in one frame; box and landmarks normalised to the frame. */
export interface Detection {
  readonly boundingBox: BoundingBox;
  readonly landmarks: FaceLandmarks;
  /** The detector's probability, 0..1. */
  readonly score: number;
}

/** At most `most` detections, the largest faces first. */
export function largestFaces(detections: readonly Detection[], most: number): Detection[] {
  const area = ({ boundingBox: { width, height } }: Detection): number => width * height;
  return [...detections].sort((a, b) => area(b) - area(a)).slice(0, most);
}

/** Landmarks with every point passed through `map`. */
export function mapLandmarks(landmarks: FaceLandmarks, map: (point: Point) => Point): FaceLandmarks {
  return {
    rightEye: map(landmarks.rightEye),
    leftEye: map(landmarks.leftEye),
    noseTip: map(landmarks.noseTip),
    mouthCenter: map(landmarks.mouthCenter),
    rightEarTragion: map(landmarks.rightEarTragion),
    leftEarTragion: map(landmarks.leftEarTragion),
  };
}
