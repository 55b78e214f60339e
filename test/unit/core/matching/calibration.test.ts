/** @file The chance of a wrong name, and limits that it can only tighten. */
import { expect, test } from 'vitest';
import {
  MIN_OWN_PAIRS,
  NO_DISTANCES,
  calibrate,
  chanceOfWrongName,
  smallestClaim,
  tightened,
  type Calibration,
  type DistanceSums,
  type Impostors,
} from '../../../../src/core/matching/calibration.ts';
import { limitsFor } from '../../../../src/core/matching/limits.ts';
import { normal, seeded } from './synthetic-people.ts';

const card: Impostors = { mean: 0.8, deviation: 0.08, pairs: 1000, weight: 400, people: 21 };
const thresholds = { strictMaxDistance: 0.5, maxDistance: 0.55, lenientMaxDistance: 0.59 };
const POSITIONS = Array.from({ length: 21 }, (_, index) => index / 20);

function sumsOf(count: number, mean: number, deviation = 0.08): DistanceSums {
  return { count, sum: count * mean, squares: count * (mean * mean + deviation * deviation) };
}

function calibrationOf(anchors: number, distances = NO_DISTANCES, samplesPerAnchor = 1): Calibration {
  return calibrate(card, { anchors, samplesPerAnchor, distances });
}

/** Twenty galleries of any size and nearness. */
function* anyCalibrations(): Generator<Calibration> {
  const random = seeded(5);
  for (let round = 0; round < 20; round++) {
    const anchors = Math.ceil(400 * random() ** 3);
    const count = Math.round((anchors * (anchors - 1)) / 2);
    const own = sumsOf(count, 0.6 + 0.4 * random(), 0.02 + 0.1 * random());
    yield calibrationOf(anchors, own, 1 + Math.floor(10 * random()));
  }
}

test('one anchor of one sample has the card’s own chance: that of a distance this far below the mean', () => {
  // 2.5 deviations: 1 in 161 by the normal distribution, a little more by Student's with 400 degrees of freedom.
  const chance = chanceOfWrongName(0.6, calibrationOf(1));
  expect(chance).toBeGreaterThan(1 / 161);
  expect(chance).toBeLessThan(1 / 150);
});

test('it is a chance, grows with the limit, and never falls below what the pairs bear out', () => {
  for (const calibration of anyCalibrations()) {
    let before = 0;
    for (let distance = 0; distance < 2; distance += 0.01) {
      for (const minMargin of [0, 0.033]) {
        const chance = chanceOfWrongName(distance, calibration, minMargin);
        expect(chance).toBeGreaterThanOrEqual(smallestClaim(calibration));
        expect(chance).toBeLessThanOrEqual(1);
        if (minMargin > 0) continue;
        expect(chance).toBeGreaterThanOrEqual(before);
        before = chance;
      }
    }
  }
});

test('the rule of three: n pairs bear out 3/n an anchor', () => {
  expect(smallestClaim(calibrationOf(1))).toBeCloseTo(3 / 1000, 12);
  expect(smallestClaim(calibrationOf(1, sumsOf(500, 0.8)))).toBeCloseTo(3 / 1500, 12);
  expect(smallestClaim(calibrationOf(10))).toBeCloseTo(1 - (1 - 3 / 1000) ** 10, 12);
  expect(smallestClaim(calibrationOf(0))).toBe(0);
});

test('more anchors, and more samples of each, come nearer to a stranger; a margin takes names away', () => {
  const one = chanceOfWrongName(0.6, calibrationOf(1));
  const ten = chanceOfWrongName(0.6, calibrationOf(10));
  expect(ten).toBeGreaterThan(5 * one);
  expect(ten).toBeCloseTo(1 - (1 - one) ** 10, 3);
  expect(chanceOfWrongName(0.6, calibrationOf(10, NO_DISTANCES, 5))).toBeGreaterThan(1.5 * ten);
  const many = calibrationOf(200);
  expect(chanceOfWrongName(0.6, many, 0.033)).toBeLessThan(0.8 * chanceOfWrongName(0.6, many));
});

test('agrees with faces that are drawn: the nearest of K anchors of S samples whose distances hang together', () => {
  const random = seeded(11);
  const [anchors, samples, limit, margin, correlation] = [40, 5, 0.55, 0.03, 0.78];
  let named = 0;
  const faces = 20_000;
  for (let face = 0; face < faces; face++) {
    const nearest = Array.from({ length: anchors }, () => {
      const common = Math.sqrt(correlation) * normal(random);
      let least = Infinity;
      for (let sample = 0; sample < samples; sample++) {
        least = Math.min(least, common + Math.sqrt(1 - correlation) * normal(random));
      }
      return card.mean + card.deviation * least;
    }).sort((a, b) => a - b);
    const [best = Infinity, next = Infinity] = nearest;
    if (best <= limit && next - best >= margin) named++;
  }
  const estimate = chanceOfWrongName(limit, calibrationOf(anchors, NO_DISTANCES, samples), margin);
  expect(estimate / (named / faces)).toBeGreaterThan(0.9);
  expect(estimate / (named / faces)).toBeLessThan(1.5);
});

test('the card stands for its weight in pairs', () => {
  const half = calibrationOf(2, sumsOf(card.weight, 0.7));
  expect(half.byAll.center).toBeCloseTo(0.75, 9);
  expect(calibrationOf(2, sumsOf(3 * card.weight, 0.7)).byAll.center).toBeCloseTo(0.725, 9);
  expect(half.byAll.freedom).toBe(2 * card.weight);
  // Two heaps of one width, a tenth apart.
  expect(half.byAll.scale).toBeCloseTo(Math.hypot(0.08, 0.05), 3);
});

test('with few own pairs the card’s limits hold, however near they lie', () => {
  const few = calibrationOf(8, sumsOf(MIN_OWN_PAIRS - 1, 0.5));
  for (const strictness of POSITIONS) {
    expect(limitsFor(thresholds, strictness, few)).toEqual(limitsFor(thresholds, strictness));
  }
});

test('people like the card’s own change nothing', () => {
  const alike = calibrationOf(12, sumsOf(66, 0.8));
  expect(limitsFor(thresholds, 0.5, alike).enterMaxDistance).toBeCloseTo(0.55, 2);
});

test('people who lie nearer to each other tighten, by what the chance asks for', () => {
  const calibration = calibrationOf(12, sumsOf(66, 0.72));
  const limit = tightened(0.55, calibration);
  expect(limit).toBeLessThan(0.55);
  expect(limit).toBeGreaterThan(0.5);
  const byCard = calibrationOf(12);
  const modelled = ({ byAll: { center, scale } }: Calibration, distance: number): number =>
    (distance - center) / scale;
  expect(modelled(calibration, limit)).toBeCloseTo(modelled(byCard, 0.55), 1);
});

test('more people than the card’s limits were made for tighten, fewer do not loosen', () => {
  expect(tightened(0.55, calibrationOf(200, sumsOf(19_900, 0.8)))).toBeLessThan(0.52);
  expect(tightened(0.55, calibrationOf(9, sumsOf(36, 0.8, 0.05)))).toBe(0.55);
});

test('limits are only ever tightened, keep their order over the slider, and hold the chance of the card', () => {
  for (const calibration of anyCalibrations()) {
    let before = 0;
    for (const strictness of POSITIONS) {
      const own = limitsFor(thresholds, strictness, calibration);
      const ofCard = limitsFor(thresholds, strictness);
      expect(own.enterMaxDistance).toBeLessThanOrEqual(ofCard.enterMaxDistance);
      expect(own.leaveMaxDistance).toBeLessThanOrEqual(ofCard.leaveMaxDistance);
      expect(own.enterMaxDistance).toBeGreaterThanOrEqual(before);
      expect(own.minMargin).toBe(ofCard.minMargin);
      before = own.enterMaxDistance;
      if (calibration.ownPairs < MIN_OWN_PAIRS) continue;
      const { byCard, share, anchors } = calibration;
      const cardsPeople = { ...calibration, byAll: byCard, anchors: Math.round(share * anchors) };
      const allowed = Math.max(
        chanceOfWrongName(ofCard.enterMaxDistance, cardsPeople),
        smallestClaim(calibration),
      );
      expect(chanceOfWrongName(own.enterMaxDistance, calibration)).toBeLessThan(1.1 * allowed + 1e-9);
    }
  }
});
