/**
 * @file Faces from what BlazeFace says of each cell of its grid.
 * Source: MediaPipe's tensors_to_detections_calculator.cc and non_max_suppression_calculator.cc ("weighted"), with the options of
 * face_detection_full_range.pbtxt.
 */
import { intersectionOverUnion, type BoundingBox, type Point } from '../../core/geometry/bounding-box.ts';
import type { Detection } from '../../core/geometry/landmarks.ts';

/** Places relative to the middle of the cell, in pixels of the network's input. */
export interface ScoredCell {
  readonly column: number;
  readonly row: number;
  /** Before its sigmoid. */
  readonly score: number;
  /** The middle of the box, its width and height, and six points. */
  readonly numbers: Float32Array;
}

/** What one cell or several say of a face. */
interface Candidate {
  /** 0..1 */
  readonly score: number;
  /** In pixels of the network's input: left and top, right and bottom, and six points. */
  readonly places: Float64Array;
}

const BOX_NUMBERS = 4;

/**
 * @param cellPx between two cells, in pixels
 * @param minOverlap above which two detections are one face
 * @param toPicture from pixels of the input to the picture, normalised
 * @returns the surest first
 */
export function detectionsOfCells(
  cells: readonly ScoredCell[],
  cellPx: number,
  minOverlap: number,
  toPicture: (point: Point) => Point,
): Detection[] {
  const candidates = cells.map((cell) => candidateOf(cell, cellPx));
  return suppressed(candidates, minOverlap).map((one) => detectionOf(one, toPicture));
}

function candidateOf({ column, row, score, numbers }: ScoredCell, cellPx: number): Candidate {
  const places = new Float64Array(numbers.length);
  for (let at = 0; at < places.length; at++) {
    const middle = ((at % 2 === 0 ? column : row) + 0.5) * cellPx;
    places[at] = middle + offsetOf(numbers, at);
  }
  return { score: 1 / (1 + Math.exp(-score)), places };
}

/** The corners of the box are half its size from its middle. */
function offsetOf(numbers: Float32Array, at: number): number {
  if (at >= BOX_NUMBERS) return numbers[at] ?? Number.NaN;
  const half = (numbers[2 + (at % 2)] ?? Number.NaN) / 2;
  return (numbers[at % 2] ?? Number.NaN) + (at < 2 ? -half : half);
}

/** Non-maximum suppression: what overlaps the surest one is averaged with it, by score. */
function suppressed(found: readonly Candidate[], minOverlap: number): Candidate[] {
  let left = [...found].sort((a, b) => b.score - a.score);
  const faces: Candidate[] = [];
  while (left[0] !== undefined) {
    const surest = left[0];
    const box = boxOf(surest.places);
    const others: Candidate[] = [];
    const places = new Float64Array(surest.places.length);
    let total = 0;
    for (const one of left) {
      if (one !== surest && !(intersectionOverUnion(boxOf(one.places), box) > minOverlap)) {
        others.push(one);
        continue;
      }
      total += one.score;
      for (let at = 0; at < places.length; at++) {
        places[at] = (places[at] ?? 0) + one.score * (one.places[at] ?? Number.NaN);
      }
    }
    faces.push({ score: surest.score, places: places.map((sum) => sum / total) });
    left = others;
  }
  return faces;
}

function boxOf(places: Float64Array): BoundingBox {
  const x = places[0] ?? Number.NaN;
  const y = places[1] ?? Number.NaN;
  return { x, y, width: (places[2] ?? Number.NaN) - x, height: (places[3] ?? Number.NaN) - y };
}

function detectionOf({ score, places }: Candidate, toPicture: (point: Point) => Point): Detection {
  const pointAt = (at: number): Point =>
    toPicture({ x: places[at] ?? Number.NaN, y: places[at + 1] ?? Number.NaN });
  const corner = pointAt(0);
  const opposite = pointAt(2);
  return {
    boundingBox: { ...corner, width: opposite.x - corner.x, height: opposite.y - corner.y },
    landmarks: {
      rightEye: pointAt(4),
      leftEye: pointAt(6),
      noseTip: pointAt(8),
      mouthCenter: pointAt(10),
      rightEarTragion: pointAt(12),
      leftEarTragion: pointAt(14),
    },
    score,
  };
}
