/** @file Tiles: which pictures have them, where they lie, and which of their faces are taken. */
import { describe, expect, test } from 'vitest';
import { WHOLE_PICTURE, intersectionOverUnion } from '../../../../src/core/geometry/bounding-box.ts';
import { fromView, joinDetections, passOf, tilesOf } from '../../../../src/recognition/pipeline/tiles.ts';
import { detectionAt } from '../../faces.ts';

describe('tilesOf', () => {
  test('a wide picture has a square at each end', () => {
    expect(tilesOf(1280, 720)).toEqual([
      { x: 0, y: 0, width: 0.5625, height: 1 },
      { x: 0.4375, y: 0, width: 0.5625, height: 1 },
    ]);
  });

  test('a tall one has one above and one below', () => {
    expect(tilesOf(720, 1280)).toEqual([
      { x: 0, y: 0, width: 1, height: 0.5625 },
      { x: 0, y: 0.4375, width: 1, height: 0.5625 },
    ]);
  });

  test('of a very wide one they overlap still', () => {
    const [left, right] = tilesOf(2560, 720);
    expect(left?.width).toBe(0.55);
    expect(right?.x).toBeCloseTo(0.45, 9);
  });

  test.for([
    ['squarish', 1000, 900],
    ['square', 1080, 1080],
    ['too small for faces that are looked at to be missed', 426, 240],
    ['without a size', 0, 0],
  ] as const)('one that is %s has none', ([, width, height]) => {
    expect(tilesOf(width, height)).toEqual([]);
    expect(passOf(WHOLE_PICTURE, width, height).sureHeight).toBe(0);
  });

  test('one that is just large enough has', () => {
    expect(tilesOf(428, 240)).toHaveLength(2);
  });
});

test('whole pictures are sure to show faces of 9 of the 192 pixels that the detector sees', () => {
  // 9 / 192 of 1280 px are 60 of 720 px.
  expect(passOf(WHOLE_PICTURE, 1280, 720).sureHeight).toBeCloseTo(60 / 720, 9);
  expect(passOf(WHOLE_PICTURE, 720, 1280).sureHeight).toBeCloseTo(60 / 1280, 9);
});

describe('fromView', () => {
  const [left, right] = tilesOf(1280, 720);
  if (left === undefined || right === undefined) throw new Error('no tiles');

  test('maps boxes and landmarks into the picture', () => {
    const [detection] = fromView([detectionAt(0.5, 0.2, 0.08, 0.08)], passOf(right, 1280, 720));
    expect(detection?.boundingBox.x).toBeCloseTo(0.4375 + 0.28125, 9);
    expect(detection?.boundingBox).toMatchObject({ y: 0.2, width: 0.045, height: 0.08 });
    // 0.3 of the box from its left.
    expect(detection?.landmarks.rightEye.x).toBeCloseTo(0.4375 + (0.5 + 0.3 * 0.08) * 0.5625, 9);
    expect(detection?.landmarks.rightEye.y).toBeCloseTo(0.2 + 0.4 * 0.08, 9);
  });

  test('takes a whole picture as it is, but for faces in the padding', () => {
    const faces = [detectionAt(0.4, 0.3, 0.2, 0.4), detectionAt(0.9, -0.3, 0.1, 0.2)];
    expect(fromView(faces, passOf(WHOLE_PICTURE, 1280, 720))).toEqual(faces.slice(0, 1));
  });

  test.for([
    ['that the inner side cuts', detectionAt(0.95, 0.3, 0.08, 0.08), 0],
    ['that touches the outer side', detectionAt(-0.02, 0.3, 0.08, 0.08), 1],
    ['that is twice as large as what whole pictures are sure to show', detectionAt(0.4, 0.3, 0.17, 0.17), 0],
    ['that is somewhat smaller', detectionAt(0.4, 0.3, 0.16, 0.16), 1],
    ['in the padding', detectionAt(0.4, -0.06, 0.08, 0.08), 0],
  ] as const)('of a tile, a face %s', ([, detection, count]) => {
    expect(fromView([detection], passOf(left, 1280, 720))).toHaveLength(count);
  });

  test('a face that only tiles show is taken from one of them, wherever it is', () => {
    // As large as that may be: 60 px.
    const [width, height] = [60 / 1280, 60 / 720];
    for (let x = 0; x < 1 - width; x += 0.003) {
      const taken = [left, right].filter((view) => {
        const inView = detectionAt((x - view.x) / view.width, 0.4, width / view.width, height);
        return fromView([inView], passOf(view, 1280, 720)).length > 0;
      });
      expect(taken.length).toBeGreaterThan(0);
    }
  });
});

describe('joinDetections', () => {
  const known = detectionAt(0.2, 0.2, 0.1, 0.2);

  test('keeps what is known and adds what is new', () => {
    const fresh = detectionAt(0.6, 0.2, 0.03, 0.05);
    expect(joinDetections([known], [fresh])).toEqual([known, fresh]);
  });

  test('takes no face twice, nor a part of one', () => {
    const again = detectionAt(0.22, 0.24, 0.08, 0.17);
    expect(intersectionOverUnion(known.boundingBox, again.boundingBox)).toBeGreaterThan(0.3);
    const nose = detectionAt(0.24, 0.28, 0.02, 0.04);
    expect(joinDetections([known], [again, nose])).toEqual([known]);
  });

  test('of two tiles’ boxes of one face it takes the surer one', () => {
    const doubtful = { ...detectionAt(0.6, 0.2, 0.03, 0.05), score: 0.6 };
    const sure = { ...detectionAt(0.605, 0.2, 0.03, 0.05), score: 0.8 };
    expect(joinDetections([], [doubtful, sure])).toEqual([sure]);
  });
});
