/**
 * @file Faces from what BlazeFace says of each cell of its grid.
 * Source: MediaPipe's tensors_to_detections_calculator.cc and non_max_suppression_calculator.cc ("weighted"), with the options of
 * face_detection_full_range.pbtxt.
 */
import { intersectionOverUnion, type BoundingBox, type Point } from '../../core/geometry/bounding-box.ts';
import type { Detection, FaceLandmarks } from '../../core/geometry/landmarks.ts';

/** Places relative to the middle of the cell, in pixels of the network's input. */
export interface ScoredCell {
  readonly column: number;
  readonly row: number;
  /** Before its sigmoid. */
  readonly score: number;
  /** The middle of the box, its width and height, and six points. */
  readonly numbers: Float32Array;
}

const FIRST_POINT = 4;
/** Overlap above which two detections are one face; MediaPipe's own default. */
const MIN_SUPPRESSION_THRESHOLD = 0.3;

/**
 * @param cellPx between two cells, in pixels
 * @param toPicture from pixels of the input to the picture, normalised
 * @returns the surest first
 */
export function detectionsOfCells(
  cells: readonly ScoredCell[],
  cellPx: number,
  toPicture: (point: Point) => Point,
): Detection[] {
  return suppressed(cells.map((cell) => detectionOf(cell, cellPx, toPicture)));
}

function detectionOf(
  { column, row, score, numbers }: ScoredCell,
  cellPx: number,
  toPicture: (point: Point) => Point,
): Detection {
  const [centreX = 0, centreY = 0, width = 0, height = 0] = numbers;
  const [x, y] = [(column + 0.5) * cellPx, (row + 0.5) * cellPx];
  const pointAt = (index: number): Point =>
    toPicture({
      x: x + (numbers[FIRST_POINT + 2 * index] ?? Number.NaN),
      y: y + (numbers[FIRST_POINT + 2 * index + 1] ?? Number.NaN),
    });
  const corner = toPicture({ x: x + centreX - width / 2, y: y + centreY - height / 2 });
  const opposite = toPicture({ x: x + centreX + width / 2, y: y + centreY + height / 2 });
  return {
    boundingBox: { ...corner, width: opposite.x - corner.x, height: opposite.y - corner.y },
    landmarks: {
      rightEye: pointAt(0),
      leftEye: pointAt(1),
      noseTip: pointAt(2),
      mouthCenter: pointAt(3),
      rightEarTragion: pointAt(4),
      leftEarTragion: pointAt(5),
    },
    score: 1 / (1 + Math.exp(-score)),
  };
}

/** Non-maximum suppression: what overlaps the surest one is averaged with it, by score. */
function suppressed(found: readonly Detection[]): Detection[] {
  let left = [...found].sort((a, b) => b.score - a.score);
  const faces: Detection[] = [];
  while (left[0] !== undefined) {
    const [surest] = left;
    const isSame = ({ boundingBox }: Detection): boolean =>
      boundingBox === surest.boundingBox ||
      intersectionOverUnion(boundingBox, surest.boundingBox) > MIN_SUPPRESSION_THRESHOLD;
    faces.push(weightedMean(left.filter(isSame), surest.score));
    left = left.filter((one) => !isSame(one));
  }
  return faces;
}

function weightedMean(detections: readonly Detection[], score: number): Detection {
  const total = detections.reduce((sum, one) => sum + one.score, 0);
  const mean = (valueOf: (one: Detection) => number): number =>
    detections.reduce((sum, one) => sum + one.score * valueOf(one), 0) / total;
  const boundingBox: BoundingBox = {
    x: mean((one) => one.boundingBox.x),
    y: mean((one) => one.boundingBox.y),
    width: mean((one) => one.boundingBox.width),
    height: mean((one) => one.boundingBox.height),
  };
  const point = (name: keyof FaceLandmarks): Point => ({
    x: mean((one) => one.landmarks[name].x),
    y: mean((one) => one.landmarks[name].y),
  });
  return {
    boundingBox,
    landmarks: {
      rightEye: point('rightEye'),
      leftEye: point('leftEye'),
      noseTip: point('noseTip'),
      mouthCenter: point('mouthCenter'),
      rightEarTragion: point('rightEarTragion'),
      leftEarTragion: point('leftEarTragion'),
    },
    score,
  };
}
