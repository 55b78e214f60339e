/** @file Where the faces of a still picture are looked for, and what is taken for one. */
import { describe, expect, test } from 'vitest';
import type { BoundingBox } from '../../../src/core/geometry/bounding-box.ts';
import type { Detection } from '../../../src/core/geometry/landmarks.ts';
import { findStillFaces, withoutMargin, type StillFaces } from '../../../src/offscreen/find-still-faces.ts';
import type { Recognizer } from '../../../src/recognition/workers/recognizer.ts';
import { detectionAt } from '../faces.ts';
import { paintGrey } from '../pictures.ts';

interface Seen {
  readonly found: StillFaces;
  /** Sizes of the pictures in which faces were looked for, in order. */
  readonly sizes: readonly string[];
  /** Those that asked for faint faces as well. */
  readonly faintSizes: readonly string[];
}

/**
 * What is found in a picture of this size, when each pass is answered by `answers`: detections by the size of the picture, for the
 * first, second … time that it comes.
 */
async function see(
  width: number,
  height: number,
  answers: Readonly<Record<string, readonly (readonly Detection[])[]>>,
): Promise<Seen> {
  const sizes: string[] = [];
  const faintSizes: string[] = [];
  const recognizer = {
    detect: (picture: { width: number; height: number }, isFaint = false) => {
      const size = `${String(picture.width)}x${String(picture.height)}`;
      const time = sizes.filter((one) => one === size).length;
      sizes.push(size);
      if (isFaint) faintSizes.push(size);
      return Promise.resolve({ value: answers[size]?.[time] ?? [], durationMs: 1 });
    },
  } as unknown as Recognizer;
  const found = await findStillFaces(
    paintGrey(width, height, () => 90),
    recognizer,
  );
  return { found, sizes, faintSizes };
}

const scored = (one: Detection, score: number): Detection => ({ ...one, score });
const boxes = (faces: readonly Detection[]): string[] =>
  faces.map(({ boundingBox: { x, y, height } }) => [x, y, height].map((one) => one.toFixed(3)).join(' '));
const large = detectionAt(0.1, 0.2, 0.2, 0.4);

describe('of a picture of 640 x 360', () => {
  /** A face of 20 x 20 px, as a view in pixels of the picture shows it. */
  const small = { x: 512, y: 108, side: 20 };
  const inView = (left: number, top: number, sidePx: number): Detection =>
    detectionAt(
      (small.x - left) / sidePx,
      (small.y - top) / sidePx,
      small.side / sidePx,
      small.side / sidePx,
    );
  /** The small tiles are 200 px wide; the fourth of the upper row begins at 440. */
  const inSmallTile = inView(440, 0, 200);
  const atSmall = '0.800 0.300 0.056';
  /** From four, two and a half and two faces away: 80, 50 and 40 px. */
  const close = (sidePx: number): Detection =>
    inView(Math.round(522 - sidePx / 2), Math.round(118 - sidePx / 2), sidePx);

  test('the whole, both grids and the picture with a margin are seen', async () => {
    const { sizes, faintSizes } = await see(640, 360, { '640x360': [[large]] });
    expect(sizes).toEqual([
      '640x360',
      ...Array.from({ length: 6 }, () => '240x240'),
      ...Array.from({ length: 8 }, () => '200x200'),
      '1280x1000',
    ]);
    // Faint faces weigh in the boxes of sure ones: not where names rest on those.
    expect(new Set(faintSizes)).toEqual(new Set(['200x200']));
  });

  test('a face of the first grid counts as it is', async () => {
    const { found } = await see(640, 360, {
      '640x360': [[large]],
      '240x240': [[], [], [inView(400, 0, 240)]],
    });
    expect(boxes(found.faces)).toEqual(['0.100 0.200 0.400', atSmall]);
  });

  test('a face that several tiles show is one', async () => {
    const at = (left: number): Detection => detectionAt((410 - left) / 240, 0.45, 20 / 240, 20 / 240);
    const { found } = await see(640, 360, { '240x240': [[], [at(200)], [at(400)]] });
    expect(boxes(found.faces)).toHaveLength(1);
  });

  test('what only the second grid shows is a face where it is one from close by', async () => {
    const smallTiles = [[], [], [], [scored(inSmallTile, 0.35)]];
    const { found } = await see(640, 360, { '200x200': smallTiles, '80x80': [[scored(close(80), 0.8)]] });
    expect(boxes(found.faces)).toEqual([atSmall]);
  });

  test.for([
    ['is not seen', {}],
    ['stays doubtful', { '80x80': [[scored(close(80), 0.6)]], '50x50': [[scored(close(50), 0.5)]] }],
  ] as const)('what %s from close by is none, however sure the tile was', async ([, answers]) => {
    const smallTiles = [[], [], [], [scored(inSmallTile, 0.95)]];
    const { found, sizes } = await see(640, 360, { '200x200': smallTiles, ...answers });
    expect(sizes).toContain('80x80');
    expect(found.faces).toEqual([]);
  });

  test('a doubtful one is looked at from nearer still', async () => {
    const { found } = await see(640, 360, {
      '200x200': [[], [], [], [scored(inSmallTile, 0.6)]],
      '80x80': [[scored(close(80), 0.6)]],
      '50x50': [[scored(close(50), 0.9)]],
    });
    expect(boxes(found.faces)).toEqual([atSmall]);
  });
});

describe('of a small square picture', () => {
  /** In the picture with a margin, 200 px, what is `box` in the picture of 100 px. */
  const withMargin = ({ x, y, width, height }: BoundingBox, score: number): Detection =>
    scored(detectionAt(x / 2 + 0.25, y / 2 + 0.25, width / 2, height / 2), score);
  const filling = { x: 0.05, y: 0, width: 0.9, height: 1 };

  test('no tiles are seen', async () => {
    const { sizes } = await see(100, 100, {});
    expect(sizes).toEqual(['100x100', '200x200']);
  });

  test('a face that fills the picture takes the place of the cheek that was found', async () => {
    const { found } = await see(100, 100, {
      '100x100': [[scored(detectionAt(0.2, 0.5, 0.2, 0.2), 0.55)]],
      '200x200': [[withMargin(filling, 0.9)]],
    });
    expect(found.faces).toEqual([]);
    expect(found.large.map(({ boundingBox }) => withoutMargin(boundingBox, found.padded, 50))).toEqual([
      expect.objectContaining({ y: 0, height: 1 }),
    ]);
  });

  test.for([
    ['a face that was found more surely', detectionAt(0.3, 0.3, 0.3, 0.3), 0.95, filling],
    ['the same face', detectionAt(0.05, 0.05, 0.8, 0.8), 0.6, filling],
    [
      'a face beside a small one',
      detectionAt(0.6, 0.3, 0.3, 0.3),
      0.6,
      { x: 0, y: 0, width: 0.2, height: 0.2 },
    ],
  ] as const)('%s stays', async ([, known, score, box]) => {
    const { found } = await see(100, 100, {
      '100x100': [[scored(known, score)]],
      '200x200': [[withMargin(box, 0.8)]],
    });
    expect(found.faces).toHaveLength(1);
    expect(found.large).toEqual([]);
  });
});
