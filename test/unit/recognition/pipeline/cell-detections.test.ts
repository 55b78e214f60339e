/** @file Cells become faces: decoded, and those that are of one face averaged by how sure they are. */
import { describe, expect, test } from 'vitest';
import type { Point } from '../../../../src/core/geometry/bounding-box.ts';
import type { Detection } from '../../../../src/core/geometry/landmarks.ts';
import { detectionsOfCells, type ScoredCell } from '../../../../src/recognition/pipeline/cell-detections.ts';

const CELL_PX = 4;
const MIN_OVERLAP = 0.3;
const AS_IT_IS = (point: Point): Point => point;

/** Before its sigmoid. */
function logit(score: number): number {
  return Math.log(score / (1 - score));
}

/** A cell that says: a square face of this side, its middle so far from the cell's, points in a row beneath. */
function cellAt(column: number, row: number, score: number, side = 40, offset = 0): ScoredCell {
  const points = [1, 2, 3, 4, 5, 6].flatMap((point) => [10 * point, offset + point]);
  return {
    column,
    row,
    score: logit(score),
    numbers: Float32Array.of(offset, offset, side, side, ...points),
  };
}

function detect(...cells: readonly ScoredCell[]): Detection[] {
  return detectionsOfCells(cells, CELL_PX, MIN_OVERLAP, AS_IT_IS);
}

describe('one cell', () => {
  test('is decoded from its own middle', () => {
    const numbers = Float32Array.of(3, -2, 20, 30, ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const [face, ...others] = detect({ column: 10, row: 5, score: logit(0.75), numbers });
    expect(others).toEqual([]);
    // The middle of the cell: (42, 22).
    expect(face?.boundingBox).toEqual({ x: 35, y: 5, width: 20, height: 30 });
    expect(face?.landmarks).toEqual({
      rightEye: { x: 43, y: 24 },
      leftEye: { x: 45, y: 26 },
      noseTip: { x: 47, y: 28 },
      mouthCenter: { x: 49, y: 30 },
      rightEarTragion: { x: 51, y: 32 },
      leftEarTragion: { x: 53, y: 34 },
    });
    expect(face?.score).toBeCloseTo(0.75, 12);
  });

  test('is brought into the picture, its size as well', () => {
    const toPicture = ({ x, y }: Point): Point => ({ x: (x - 10) / 100, y: (y + 20) / 50 });
    const [face] = detectionsOfCells([cellAt(10, 5, 0.9)], CELL_PX, MIN_OVERLAP, toPicture);
    expect(face?.boundingBox.x).toBeCloseTo(0.12, 12);
    expect(face?.boundingBox.y).toBeCloseTo(0.44, 12);
    expect(face?.boundingBox.width).toBeCloseTo(0.4, 12);
    expect(face?.boundingBox.height).toBeCloseTo(0.8, 12);
    expect(face?.landmarks.leftEye.x).toBeCloseTo(0.52, 12);
    expect(face?.landmarks.leftEye.y).toBeCloseTo(0.88, 12);
  });
});

describe('several cells', () => {
  test('of one face are its mean, each by its score, and it is as sure as the surest', () => {
    const [face, ...others] = detect(
      cellAt(10, 10, 0.6, 40),
      cellAt(11, 10, 0.9, 44),
      cellAt(10, 11, 0.3, 48),
    );
    expect(others).toEqual([]);
    expect(face?.score).toBeCloseTo(0.9, 12);
    const mean = (first: number, second: number, third: number): number =>
      (0.6 * first + 0.9 * second + 0.3 * third) / 1.8;
    expect(face?.boundingBox.x).toBeCloseTo(mean(42 - 20, 46 - 22, 42 - 24), 6);
    expect(face?.boundingBox.y).toBeCloseTo(mean(42 - 20, 42 - 22, 46 - 24), 6);
    expect(face?.boundingBox.width).toBeCloseTo(mean(40, 44, 48), 6);
    expect(face?.boundingBox.height).toBeCloseTo(mean(40, 44, 48), 6);
    expect(face?.landmarks.rightEye.x).toBeCloseTo(mean(52, 56, 52), 6);
    expect(face?.landmarks.leftEarTragion.y).toBeCloseTo(mean(48, 48, 52), 6);
  });

  test('of two faces that are apart are two, the surest first', () => {
    const faces = detect(cellAt(40, 10, 0.7), cellAt(10, 10, 0.8), cellAt(41, 10, 0.95), cellAt(10, 11, 0.6));
    expect(faces.map(({ score }) => score.toFixed(3))).toEqual(['0.950', '0.800']);
    expect(faces.map(({ boundingBox }) => Math.round(boundingBox.x + 20))).toEqual([164, 42]);
  });

  test('are measured by the surest, not by each other', () => {
    // A row in which each overlaps the next by a third, and none the one after it.
    const faces = detect(...[0.5, 0.9, 0.5, 0.4].map((score, index) => cellAt(10 + 5 * index, 10, score)));
    expect(faces.map(({ boundingBox }) => boundingBox.x.toFixed(3))).toEqual(['42.000', '82.000']);
    expect(faces.map(({ score }) => score.toFixed(3))).toEqual(['0.900', '0.400']);
  });

  test('that overlap by little more than three tenths are one, by little less two', () => {
    // Two squares of 40 whose middles are d apart overlap by (40 - d) / (40 + d).
    expect(detect(cellAt(10, 10, 0.9), cellAt(15.25, 10, 0.8))).toHaveLength(1);
    expect(detect(cellAt(10, 10, 0.9), cellAt(15.5, 10, 0.8))).toHaveLength(2);
  });

  test('without any size are each by itself, and come to an end', () => {
    expect(detect(cellAt(10, 10, 0.9, 0), cellAt(10, 10, 0.8, 0))).toHaveLength(2);
  });
});

test('nothing gives nothing', () => {
  expect(detect()).toEqual([]);
});

test('cells that are no numbers at all come to an end', () => {
  const numbers = new Float32Array(16).fill(Number.NaN);
  expect(
    detect({ column: 1, row: 1, score: 1, numbers }, { column: 2, row: 2, score: 1, numbers }),
  ).toHaveLength(2);
});
