/** @file `npm run eval:small`: its flags, what it tries, and how it counts. */
import { describe, expect, test } from 'vitest';
import { parseEvalSmallFlags } from '../../../scripts/eval-small/flags.mjs';
import {
  BROWS_TO_CHIN_HEIGHT,
  HEIGHTS,
  PLACES,
  PROMISED_HEIGHT,
  trialsOf,
  type Portrait,
} from '../../../scripts/eval-small/plan.ts';
import { describeCosts, describeTrials, type Tried } from '../../../scripts/eval-small/report.ts';

const portrait: Portrait = {
  file: '0',
  face: { x: 0.2, y: 0.2, width: 0.4, height: 0.4 },
  surroundings: 'cut out tightly',
};

describe('parseEvalSmallFlags', () => {
  test('reads them', () => {
    expect(parseEvalSmallFlags(['--input', 'faces', '--quick', '--json', 'out.json'])).toEqual({
      input: 'faces',
      json: 'out.json',
      quick: true,
      help: false,
    });
  });

  test('refuses others in one sentence', () => {
    expect(() => parseEvalSmallFlags(['--heights', '3'])).toThrow(
      /^Unknown option '--heights'\. See: npm run eval:small -- --help$/u,
    );
  });
});

describe('trialsOf', () => {
  test('the main heights are tried at all places, each other one at two', () => {
    const trials = trialsOf([portrait]);
    const at = (height: number) => trials.filter((one) => one.height === height);
    expect(at(PROMISED_HEIGHT).map(({ place }) => place)).toEqual(Object.keys(PLACES));
    expect(at(0.25)).toHaveLength(2);
    expect(trials).toHaveLength(2 * Object.keys(PLACES).length + 2 * (HEIGHTS.length - 2));
    expect(trialsOf([portrait], true)).toEqual([...at(PROMISED_HEIGHT), ...at(BROWS_TO_CHIN_HEIGHT)]);
  });

  test('every face lies in the picture', () => {
    for (const { height, at } of trialsOf([portrait, portrait, portrait])) {
      const halfWidth = (height * 720) / 1280 / 2;
      expect(Math.min(at.x - halfWidth, at.y - height / 2)).toBeGreaterThanOrEqual(0);
      expect(Math.max(at.x + halfWidth, at.y + height / 2)).toBeLessThanOrEqual(1);
    }
  });
});

describe('describeTrials', () => {
  const tried = (change: Partial<Tried>): Tried => ({
    portrait,
    height: PROMISED_HEIGHT,
    at: { x: 0.5, y: 0.5 },
    place: 'in one tile',
    isInWhole: false,
    isPlaceInWhole: false,
    frame: null,
    shownShare: 0,
    tremble: 0,
    extras: 0,
    isLong: false,
    ...change,
  });

  test('counts what is found in whole pictures, and by when with tiles', () => {
    const found = describeTrials([
      tried({ isInWhole: true, isPlaceInWhole: true, frame: 1 }),
      tried({ frame: 4, isLong: true, shownShare: 0.9, tremble: 0.02 }),
      tried({ isPlaceInWhole: true, frame: 6, extras: 1 }),
      tried({}),
    ]);
    expect(found.promised).toEqual({ height: PROMISED_HEIGHT, whole: 0.25, tiles: 0.75 });
    expect(found.places[0]).toMatchObject({ trials: 4, frame: 4, shownShare: 0.9, tremble: 0.02 });
    expect(found.places[1]).toMatchObject({ trials: 0, frame: null, shownShare: null });
    expect(found.heights[0]).toMatchObject({ whole: 0.25, wholeAnyBox: 0.5 });
    expect(found.extras).toBe(1);
  });
});

test('faces with and without surroundings are counted apart, and kinds that were not tried left out', () => {
  const one = { height: PROMISED_HEIGHT, at: { x: 0.5, y: 0.5 }, place: 'in one tile' };
  const seen = { shownShare: 0, tremble: 0, extras: 0, isLong: false };
  const cutOut: Tried = { ...one, ...seen, portrait, isInWhole: false, isPlaceInWhole: false, frame: null };
  const natural = { ...portrait, surroundings: 'with its surroundings' } as const;
  const inPhoto: Tried = {
    ...one,
    ...seen,
    portrait: natural,
    isInWhole: true,
    isPlaceInWhole: true,
    frame: 1,
  };
  const both = describeTrials([cutOut, inPhoto]).surroundings;
  const rate = both.map(({ heights }) => heights.find(({ height }) => height === PROMISED_HEIGHT)?.tiles);
  expect(both.map(({ surroundings }) => surroundings)).toEqual(['with its surroundings', 'cut out tightly']);
  expect(rate).toEqual([1, 0]);
  expect(describeTrials([cutOut]).surroundings).toHaveLength(1);
  const browsToChin = { ...inPhoto, height: BROWS_TO_CHIN_HEIGHT };
  const { readings, promised } = describeTrials([cutOut, inPhoto, browsToChin, browsToChin]);
  expect(readings.map(({ height, trials, tiles }) => [height, trials, tiles])).toEqual([
    [BROWS_TO_CHIN_HEIGHT, 2, 1],
    [PROMISED_HEIGHT, 1, 1],
    [PROMISED_HEIGHT, 2, 0.5],
  ]);
  expect(readings.at(-1)).toMatchObject(promised);
});

test('the cost is compared without the slowest tenth of either way', () => {
  const frames = (ms: number, tiles: number) =>
    Array.from({ length: 10 }, (_, index) => ({
      answerMs: index === 0 ? 1000 : ms,
      readMs: 1,
      isTile: index < tiles,
    }));
  const { cost, worstCostRatio } = describeCosts(
    new Map([
      ['calm', { whole: frames(10, 0), tiles: frames(11, 2) }],
      ['busy', { whole: frames(10, 0), tiles: frames(12, 5) }],
    ]),
  );
  expect(cost[0]).toMatchObject({ tileShare: 0.2, answerMs: { whole: 10, tiles: 11, ratio: 1.1 } });
  expect(worstCostRatio).toBe(1.2);
});
