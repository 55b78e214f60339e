import { expect, test } from 'vitest';
import { intersectBoxes, type PixelBox } from '../../../../src/core/geometry/bounding-box.ts';
import { LabelLayout, type LabelledBox, type LabelSpot } from '../../../../src/core/label/place-labels.ts';

const STAGE = { widthPx: 960, heightPx: 540 };
const CONTROLS_PX = 56;

function face(track: number, leftPx: number, topPx: number, sidePx: number, widthPx = 80): LabelledBox {
  return { track, box: { leftPx, topPx, widthPx: sidePx, heightPx: sidePx }, widthPx, heightPx: 26 };
}

function spotOf(spots: ReadonlyMap<number, LabelSpot>, track: number): PixelBox {
  const spot = spots.get(track);
  if (spot === undefined) throw new Error('no spot');
  return { ...spot, heightPx: 26 };
}

const share = (one: PixelBox, other: PixelBox): number => {
  const { widthPx, heightPx } = intersectBoxes(one, other);
  return (widthPx * heightPx) / (one.widthPx * one.heightPx);
};

/** Seeded, so that a failure comes again. Source of the constants: Numerical Recipes, "quick and dirty" generator. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

test('a label stands above its box, towards the middle of the picture', () => {
  const spots = new LabelLayout().place([face(1, 100, 200, 90), face(2, 800, 200, 90)], STAGE);
  expect(spotOf(spots, 1)).toMatchObject({ leftPx: 98, topPx: 170, widthPx: 80 });
  expect(spotOf(spots, 2)).toMatchObject({ leftPx: 812, topPx: 170 });
});

test('at the upper edge it stands below, and in a face as high as the picture inside, off the controls', () => {
  expect(spotOf(new LabelLayout().place([face(1, 300, 5, 100)], STAGE), 1).topPx).toBe(109);
  const closeUp = spotOf(new LabelLayout().place([face(1, 200, -20, 580)], STAGE), 1);
  expect(closeUp.topPx).toBeLessThan(40);
  const low = spotOf(new LabelLayout().place([face(1, 300, 10, 480)], STAGE), 1);
  expect(low.topPx + 26).toBeLessThanOrEqual(STAGE.heightPx - CONTROLS_PX);
});

test('at the side edges it is whole', () => {
  const spots = new LabelLayout().place([face(1, -30, 200, 60, 150), face(2, 935, 200, 60, 150)], STAGE);
  expect(spotOf(spots, 1).leftPx).toBe(2);
  expect(spotOf(spots, 2).leftPx).toBe(960 - 2 - 150);
});

test('a face that is hardly seen, and one without a text, has none', () => {
  expect(new LabelLayout().place([face(1, -95, 200, 100), face(2, 300, 300, 90, 0)], STAGE).size).toBe(0);
});

test('in rows of faces no label lies on another one or on a neighbor’s face', () => {
  for (const gap of [1.15, 1.4, 1.8]) {
    const faces = Array.from({ length: 28 }, (_, index) =>
      face(index, 20 + (index % 7) * 75 * gap, 40 + Math.floor(index / 7) * 120, 62, 60 + (index % 5) * 25),
    );
    const stage = { widthPx: 75 * gap * 7 + 60, heightPx: 540 };
    const spots = new LabelLayout().place(faces, stage);
    for (const { track } of faces) {
      const own = spotOf(spots, track);
      for (const other of faces) {
        if (other.track === track) continue;
        expect(share(own, spotOf(spots, other.track))).toBeLessThan(0.1);
        expect(share(own, other.box)).toBeLessThan(0.1);
      }
    }
  }
});

test('it keeps off what the page has there, and goes where there is room on nothing else', () => {
  const above = { leftPx: 0, topPx: 150, widthPx: 960, heightPx: 45 };
  expect(spotOf(new LabelLayout().place([face(1, 300, 200, 100)], STAGE, [above]), 1).topPx).toBe(304);
  const all = { leftPx: 0, topPx: 0, ...STAGE };
  expect(new LabelLayout().place([face(1, 300, 200, 100)], STAGE, [all]).size).toBe(0);
});

test('it does not jump to and fro while a face trembles at the edge', () => {
  const layout = new LabelLayout();
  const rows = new Set<string>();
  for (let step = 0; step < 40; step++) {
    const { topPx } = spotOf(layout.place([face(1, 300, 29 + (step % 2) * 2, 100)], STAGE), 1);
    if (step > 1) rows.add(topPx > 60 ? 'below' : 'above');
  }
  expect(rows.size).toBe(1);
});

test('whatever the faces, labels are whole, no wider than asked for, and off the controls where there is room', () => {
  const random = randomOf(7);
  for (let round = 0; round < 300; round++) {
    const faces = Array.from({ length: 1 + Math.floor(random() * 12) }, (_, index) =>
      face(index, random() * 960 - 40, random() * 540 - 40, 20 + random() * 300, 30 + random() * 250),
    );
    for (const [track, spot] of new LabelLayout().place(faces, STAGE)) {
      const asked = faces[track];
      expect(spot.widthPx).toBeLessThanOrEqual(asked?.widthPx ?? 0);
      expect(spot.leftPx).toBeGreaterThanOrEqual(2);
      expect(spot.leftPx + spot.widthPx).toBeLessThanOrEqual(958.001);
      expect(spot.topPx).toBeGreaterThanOrEqual(0);
      expect(spot.topPx + 26).toBeLessThanOrEqual(538);
    }
  }
});
