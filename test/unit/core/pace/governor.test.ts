/** @file The governor on simulated machines. */
import { describe, expect, test } from 'vitest';
import { Governor } from '../../../../src/core/pace/governor.ts';
import { RATES } from '../../../../src/core/pace/rate-ladder.ts';
import { DEFAULT_PIXEL_COUNT, FIRST_SAMPLE } from '../../../../src/core/pace/sample-wish.ts';
import { meanOf, simulate, type Machine, type SimulatedVideo } from './simulated-machine.ts';

const ONE_FACE: SimulatedVideo = { faces: () => 1 };
const SIXTEEN_FACES: SimulatedVideo = { faces: () => 16 };
const COARSE = 192 * 108;

const FAST: Machine = { budgetCores: 7, detectMs: () => 5, embedMs: () => 8, videos: [ONE_FACE] };
/** Two cores, one of which is left free. */
const USUAL: Machine = { budgetCores: 1, detectMs: () => 11, embedMs: () => 30, videos: [ONE_FACE] };
const SLOW: Machine = {
  budgetCores: 1,
  detectMs: () => 60,
  embedMs: () => 150,
  ownMs: 3,
  pageMs: 15,
  videos: [ONE_FACE],
};

/** Boxes a second of the first video once everything has settled. */
const settledBoxes = (machine: Machine): number => simulate(machine, 20).at(-1)?.boxes[0] ?? 0;

describe('one video', () => {
  test.for([
    ['on a fast machine', FAST, 30],
    ['on a usual one', USUAL, 30],
    ['within half a core', { ...USUAL, budgetCores: 0.5 }, 15],
    ['within a quarter of a core', { ...USUAL, budgetCores: 0.25 }, 10],
    ['on a slow machine', SLOW, 10],
    [
      'on a slow machine within half a core: no video alone is sampled less often',
      { ...SLOW, budgetCores: 0.5 },
      5,
    ],
  ] as const)('%s', ([, machine, boxes]) => {
    expect(settledBoxes(machine)).toBe(boxes);
  });

  test.for([
    ['half a core', 0.5],
    ['a quarter of a core', 0.25],
    ['a core', 1],
  ] as const)('with sixteen faces keeps within %s', ([, budgetCores]) => {
    const seconds = simulate({ ...USUAL, budgetCores, videos: [SIXTEEN_FACES] }, 30);
    expect(meanOf(seconds, 5, ({ cores }) => cores)).toBeLessThanOrEqual(budgetCores);
  });

  test('frames are coarser below fifteen a second, and never coarser than the detector sees', () => {
    const pixels = (machine: Machine) => simulate(machine, 10).at(-1)?.pixelCounts;
    expect(pixels({ ...USUAL, budgetCores: 0.5 })).toEqual([DEFAULT_PIXEL_COUNT]);
    expect(pixels({ ...USUAL, budgetCores: 0.25 })).toEqual([COARSE]);
    expect(pixels({ ...SLOW, budgetCores: 0.1 })).toEqual([COARSE]);
  });

  test('a machine that slows down is followed down the ladder, within the budget', () => {
    const hot: Machine = {
      ...USUAL,
      detectMs: (nowMs) => 10 + nowMs / 500,
      embedMs: (nowMs) => 25 + nowMs / 200,
    };
    const seconds = simulate(hot, 40);
    const boxes = seconds.map((second) => second.boxes[0] ?? 0);
    expect(boxes[1]).toBe(30);
    expect(boxes.at(-1)).toBe(5);
    expect(boxes).toContain(15);
    expect(boxes).toContain(10);
    for (const { cores } of seconds.slice(3)) expect(cores).toBeLessThan(1.1);
  });

  test('and back up, one step at a time, once it has cooled', () => {
    const cooling: Machine = { ...USUAL, detectMs: (nowMs) => (nowMs < 10_000 ? 100 : 11) };
    const boxes = simulate(cooling, 30).map((second) => second.boxes[0] ?? 0);
    expect(boxes[9]).toBe(5);
    const climb = boxes.slice(9);
    expect(climb.at(-1)).toBe(30);
    // From 5 over 10 and 15, a second on each step at the least.
    const onTheWay = climb.filter((one) => one < 28);
    expect(onTheWay.length).toBeGreaterThanOrEqual(3);
    expect(onTheWay.length).toBeLessThan(8);
    expect(climb.every((one, at) => one >= (climb[at - 1] ?? 0) - 1)).toBe(true);
  });

  test('single slow runs change nothing', () => {
    const spiky: Machine = { ...USUAL, detectMs: (nowMs) => (nowMs % 1700 < 40 ? 200 : 11) };
    for (const { isHeldBack, pixelCounts } of simulate(spiky, 20).slice(1)) {
      expect(isHeldBack).toBe(false);
      expect(pixelCounts).toEqual([DEFAULT_PIXEL_COUNT]);
    }
  });

  test('a rate near the limit stays where it is', () => {
    const noisy: Machine = {
      ...USUAL,
      budgetCores: 0.5,
      detectMs: (nowMs) => 24 + ((Math.floor(nowMs / 33) * 7) % 5),
    };
    const boxes = simulate(noisy, 40).map((second) => second.boxes[0] ?? 0);
    expect(new Set(boxes.slice(5)).size).toBe(1);
  });

  test('the limit is told where the budget sets it, and not where the machine does', () => {
    expect(simulate({ ...USUAL, budgetCores: 0.25 }, 10).at(-1)?.isHeldBack).toBe(true);
    expect(simulate({ ...SLOW, budgetCores: 8 }, 10).at(-1)?.isHeldBack).toBe(false);
    expect(simulate(USUAL, 10).at(-1)?.isHeldBack).toBe(false);
  });

  test('what is told of the cores in use is what was used', () => {
    const seconds = simulate(USUAL, 20);
    const told = meanOf(seconds, 10, ({ coresTold }) => coresTold);
    expect(told / meanOf(seconds, 10, ({ cores }) => cores)).toBeCloseTo(1, 1);
  });
});

describe('faces', () => {
  test('sixteen cost at most twice one a frame, when all are named', () => {
    for (const machine of [FAST, USUAL, SLOW, { ...USUAL, budgetCores: 0.5 }]) {
      const cost = (video: SimulatedVideo): number =>
        meanOf(simulate({ ...machine, videos: [video] }, 40), 10, ({ msPerFrame }) => msPerFrame);
      expect(cost(SIXTEEN_FACES)).toBeLessThan(2 * cost(ONE_FACE));
    }
  });

  test('all sixteen get their three looks within three seconds on a usual machine', () => {
    const looks = simulate({ ...USUAL, videos: [SIXTEEN_FACES] }, 3).reduce((sum, one) => sum + one.looks, 0);
    expect(looks).toBeGreaterThanOrEqual(48);
  });

  test('a single one is confirmed as often as the schedule wants it', () => {
    expect(meanOf(simulate(USUAL, 30), 10, ({ looks }) => looks)).toBeCloseTo(0.5, 1);
  });

  test('where embedding is slow, only one look waits', () => {
    const governor = new Governor();
    const frame = { detectMs: 11, ownMs: 1, pageMs: 4, queueMs: 0 };
    for (let look = 0; look < 10; look++) {
      governor.noteLookBegun();
      governor.noteLookEnded({ refineMs: 11, embedMs: 300, threads: 1 }, look * 400);
    }
    governor.noteFrame(frame, 5000);
    expect(governor.allowance().all).toBe(1);
    governor.noteLookBegun();
    expect(governor.allowance().all).toBe(0);
    governor.noteLookEnded(undefined, 5100);
    expect(governor.allowance().all).toBe(1);
  });
});

test('frames that the detector does not see do not hide how long the others wait', () => {
  const governor = new Governor();
  governor.setBudget(8);
  const seen = { detectMs: 20, ownMs: 1, pageMs: 2, queueMs: 70 };
  const followed = { ...seen, detectMs: 0, queueMs: 0 };
  for (let frame = 0; frame < 300; frame++) {
    governor.noteSeen(1, 1, true, frame * 33);
    governor.noteFrame(frame % 2 === 0 ? seen : followed, frame * 33);
    governor.govern(1, FIRST_SAMPLE, frame * 33);
  }
  expect(governor.status(9900).boxesPerSecondAimed).toBeLessThan(30);
});

describe('several videos', () => {
  test('share, the larger first, none without', () => {
    const videos = [1, 2, 3, 4].map((weight) => ({ ...ONE_FACE, weight }));
    expect(simulate({ ...USUAL, videos }, 20).at(-1)?.boxes).toEqual([10, 15, 15, 15]);
    const many = simulate(
      { ...USUAL, budgetCores: 0.5, videos: Array.from({ length: 16 }, () => ONE_FACE) },
      30,
    );
    expect(Math.min(...(many.at(-1)?.boxes ?? []))).toBeGreaterThanOrEqual(1);
    expect(meanOf(many, 10, ({ cores }) => cores)).toBeLessThan(0.6);
  });

  test('one that is closed leaves its share to the others at once', () => {
    const governor = new Governor();
    governor.setBudget(0.5);
    const rateOf = (id: number, nowMs: number): number =>
      Math.round(1000 / governor.govern(id, FIRST_SAMPLE, nowMs).afterMs);
    const sample = (id: number, nowMs: number): void => {
      governor.noteSeen(id, 1, true, nowMs);
      governor.noteFrame({ detectMs: 11, ownMs: 1, pageMs: 2, queueMs: 0 }, nowMs);
    };
    for (let frame = 0; frame < 30; frame++) sample(1, frame * 30);
    governor.govern(1, FIRST_SAMPLE, 900);
    sample(2, 910);
    expect(rateOf(2, 910)).toBeLessThan(30);
    governor.forget(1);
    sample(3, 920);
    governor.forget(2);
    expect(rateOf(3, 930)).toBe(30);
  });

  test('one without faces leaves the others its share', () => {
    const nobody: SimulatedVideo = { faces: () => 0 };
    const machine = { ...USUAL, budgetCores: 0.6, videos: [ONE_FACE, nobody, nobody, nobody] };
    const seconds = simulate(machine, 20);
    expect(seconds[2]?.boxes[0]).toBeLessThan(30);
    expect(seconds.at(-1)?.boxes).toEqual([30, 1, 1, 1]);
  });
});

describe('a wish', () => {
  const ofPart = { ...FIRST_SAMPLE, view: { x: 0, y: 0, width: 0.5, height: 1 }, afterMs: 700 };

  test('for a part of a picture stays as fine as it is, and a later one stays later', () => {
    const governor = new Governor();
    governor.setBudget(0.05);
    for (let frame = 0; frame < 30; frame++) {
      governor.noteSeen(1, 1, true, frame * 100);
      governor.noteFrame({ detectMs: 50, ownMs: 1, pageMs: 4, queueMs: 0 }, frame * 100);
    }
    expect(governor.govern(1, ofPart, 3000)).toMatchObject({
      pixelCount: DEFAULT_PIXEL_COUNT,
      view: ofPart.view,
    });
    expect(governor.govern(1, FIRST_SAMPLE, 3000)).toMatchObject({ afterMs: 200, pixelCount: COARSE });
    governor.noteSeen(2, 1, true, 3000);
    governor.setBudget(8);
    expect(governor.govern(2, ofPart, 3000).afterMs).toBe(700);
  });

  test('of the first video before anything was measured is for the full rate', () => {
    const governor = new Governor();
    governor.setBudget(0.25);
    governor.noteSeen(1, 1, true, 0);
    expect(governor.govern(1, FIRST_SAMPLE, 0)).toMatchObject({
      afterMs: 1000 / 30,
      view: FIRST_SAMPLE.view,
    });
    expect(governor.status(0)).toEqual({
      boxesPerSecondAimed: RATES.at(-1),
      isHeldBack: false,
      coresUsed: 0,
    });
  });

  test('of a video that is gone counts for nobody', () => {
    const governor = new Governor();
    governor.noteSeen(1, 1, true, 0);
    governor.govern(1, FIRST_SAMPLE, 0);
    expect(governor.status(5000).boxesPerSecondAimed).toBe(0);
  });
});
