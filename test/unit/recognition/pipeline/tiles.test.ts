/** @file Tiles: which pictures have them, where they lie, and which of their faces are taken. */
import { describe, expect, test } from 'vitest';
import {
  WHOLE_PICTURE,
  intersectionOverUnion,
  type BoundingBox,
} from '../../../../src/core/geometry/bounding-box.ts';
import {
  fromView,
  joinDetections,
  passOf,
  shiftTile,
  smallTilesOf,
  tilesOf,
} from '../../../../src/recognition/pipeline/tiles.ts';
import { detectionAt } from '../../faces.ts';

/** Whether any face that only tiles show lies in one of them as a whole, this far from the sides of the picture. */
function expectCovered(tiles: readonly BoundingBox[], width: number, height: number, marginPx = 0): void {
  const facePx = (11 / 192) * Math.max(width, height);
  for (let x = marginPx; x <= width - facePx - marginPx; x += facePx / 2)
    for (let y = marginPx; y <= height - facePx - marginPx; y += facePx / 2) {
      const isWhole = tiles.some(
        (tile) =>
          x >= tile.x * width - 1e-6 &&
          y >= tile.y * height - 1e-6 &&
          x + facePx <= (tile.x + tile.width) * width + 1e-6 &&
          y + facePx <= (tile.y + tile.height) * height + 1e-6,
      );
      expect(isWhole, `${String(x)}, ${String(y)}`).toBe(true);
    }
}

describe('tilesOf', () => {
  test('a wide picture has three squares across and two down, of two thirds of its height', () => {
    const tiles = tilesOf(1280, 720);
    expect(tiles.map(({ x, y }) => [x * 1280, y * 720].map(Math.round))).toEqual([
      [0, 0],
      [400, 0],
      [800, 0],
      [0, 240],
      [400, 240],
      [800, 240],
    ]);
    for (const { width, height } of tiles)
      expect([width * 1280, height * 720].map(Math.round)).toEqual([480, 480]);
  });

  test.for([
    ['tall', 720, 1280, 6],
    ['of the old format', 640, 480, 6],
    ['square', 1080, 1080, 4],
    ['very wide', 2560, 720, 10],
    ['as wide as a strip', 4000, 300, 5],
    ['just large enough', 360, 203, 6],
  ] as const)(
    'one that is %s is covered, with room for a small face in the overlap',
    ([, width, height, count]) => {
      const tiles = tilesOf(width, height);
      expect(tiles).toHaveLength(count);
      expectCovered(tiles, width, height);
    },
  );

  test.for([
    ['too small for faces that are looked at to be missed', 320, 180],
    ['without a size', 0, 0],
  ] as const)('one that is %s has none', ([, width, height]) => {
    expect(tilesOf(width, height)).toEqual([]);
    expect(passOf(WHOLE_PICTURE, width, height).sureHeight).toBe(0);
  });
});

describe('smallTilesOf', () => {
  test('a wide picture has four squares across and two down, of five ninths of its height', () => {
    const tiles = smallTilesOf(1280, 720);
    expect(tiles.map(({ x, y }) => [x * 1280, y * 720].map(Math.round))).toEqual([
      [0, 0],
      [293, 0],
      [587, 0],
      [880, 0],
      [0, 320],
      [293, 320],
      [587, 320],
      [880, 320],
    ]);
    for (const { width, height } of tiles)
      expect([width * 1280, height * 720].map(Math.round)).toEqual([400, 400]);
    expectCovered(tiles, 1280, 720);
  });

  test.for([
    ['has them as large already', 4000, 300],
    ['needs no tiles', 320, 180],
  ] as const)('a picture that %s has none', ([, width, height]) => {
    expect(smallTilesOf(width, height)).toEqual([]);
  });
});

describe('shiftTile', () => {
  const turns = [0, 1, 2, 3, 4];

  test('a tile is where it is at first, then in other places, and at last there again', () => {
    const [tile] = tilesOf(1280, 720);
    if (tile === undefined) throw new Error('no tile');
    const places = turns.map((turn) => shiftTile(tile, turn));
    expect(places[0]).toBe(tile);
    expect(new Set(places.map(({ x, y }) => `${String(x)} ${String(y)}`)).size).toBe(turns.length);
    expect(shiftTile(tile, turns.length)).toBe(tile);
  });

  test('it stays in the picture, as large as it is', () => {
    for (const tile of [...tilesOf(1280, 720), ...smallTilesOf(720, 1280)])
      for (const turn of turns) {
        const { x, y, width, height } = shiftTile(tile, turn);
        expect({ width, height }).toEqual({ width: tile.width, height: tile.height });
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(1 + 1e-9);
      }
  });

  test('tiles in the same turn leave no room between them', () => {
    for (const tiles of [tilesOf(1280, 720), smallTilesOf(1280, 720)])
      for (const turn of turns) {
        const moved = tiles.map((tile) => shiftTile(tile, turn));
        const marginPx = (8 / 192) * (tiles[0]?.height ?? 0) * 720;
        expectCovered(moved, 1280, 720, marginPx);
      }
  });
});

test('whole pictures are sure to show faces of 11 of the 192 pixels that the detector sees', () => {
  // 11 / 192 of 1280 px are 73 px.
  expect(passOf(WHOLE_PICTURE, 1280, 720).sureHeight).toBeCloseTo(73.333333 / 720, 6);
  expect(passOf(WHOLE_PICTURE, 720, 1280).sureHeight).toBeCloseTo(73.333333 / 1280, 6);
});

describe('fromView', () => {
  // Two of a picture's tiles, with round numbers.
  const left = { x: 0, y: 0, width: 0.5625, height: 1 };
  const right = { ...left, x: 0.4375 };

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
    ['that is twice as large as what whole pictures are sure to show', detectionAt(0.4, 0.3, 0.21, 0.21), 0],
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
