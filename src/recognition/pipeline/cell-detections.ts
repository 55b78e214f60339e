/**
 * @file Faces from what BlazeFace says of each cell of its grid.
 * Source: MediaPipe's tensors_to_detections_calculator.cc and non_max_suppression_calculator.cc ("weighted"), with the options of
 * face_detection_full_range.pbtxt.
 */
import { intersectionOverUnion, type BoundingBox, type Point } from '../../core/geometry/bounding-box.ts';
import type { Detection, FaceLandmarks } from '../../core/geometry/landmarks.ts';

/** Numbers of a cell: centre, width and height of the box, six points, and the score before its sigmoid. */
const CELL_NUMBERS = 17;
const FIRST_POINT = 4;
const SCORE = 16;
/** Overlap above which two detections are one face; MediaPipe's own default. */
const MIN_SUPPRESSION_THRESHOLD = 0.3;

export interface CellGrid {
  /** Of the first cell, in pixels of the network's input. */
  readonly left: number;
  readonly top: number;
  /** Between two cells, in pixels. */
  readonly cellPx: number;
  readonly columns: number;
  readonly rows: number;
}

/**
 * @param cells `[rows, columns, 17]`, lengths in pixels of the network's input, points relative to the middle of the cell
 * @param toPicture from pixels of the input to the picture, normalised
 * @returns the surest first
 */
export function detectionsOfCells(
  cells: Float32Array,
  grid: CellGrid,
  minScore: number,
  toPicture: (point: Point) => Point,
): Detection[] {
  const found: Detection[] = [];
  // The sigmoid grows with its argument: compare before it.
  const least = Math.log(minScore / (1 - minScore));
  for (let cell = 0; cell < grid.rows * grid.columns; cell++) {
    const at = cell * CELL_NUMBERS;
    const logit = cells[at + SCORE] ?? Number.NaN;
    if (!(logit >= least)) continue;
    const x = grid.left + ((cell % grid.columns) + 0.5) * grid.cellPx;
    const y = grid.top + (Math.floor(cell / grid.columns) + 0.5) * grid.cellPx;
    const numbers = cells.subarray(at, at + CELL_NUMBERS);
    found.push(detectionOf(numbers, x, y, 1 / (1 + Math.exp(-logit)), toPicture));
  }
  return suppressed(found);
}

function detectionOf(
  numbers: Float32Array,
  x: number,
  y: number,
  score: number,
  toPicture: (point: Point) => Point,
): Detection {
  const [centreX = 0, centreY = 0, width = 0, height = 0] = numbers;
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
    score,
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
