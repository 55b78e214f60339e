/** @file Two hundred people of whom forty are look-alikes in pairs: who gets which name, and whom calibration or margin leaves without. */
import { describe, expect, test, vi } from 'vitest';
import type { Gallery } from '../../../../src/core/gallery/gallery.ts';
import { calibrate, chanceOfWrongName, type Impostors } from '../../../../src/core/matching/calibration.ts';
import { NO_EVIDENCE, addLook, judgeStill } from '../../../../src/core/matching/evidence.ts';
import { limitsFor, type MatchLimits } from '../../../../src/core/matching/limits.ts';
import { lookAlikeDistance, ownLimits } from '../../../../src/core/matching/look-alikes.ts';
import { matchLooks, type Look } from '../../../../src/core/matching/match-looks.ts';
import { planStudy, studyGallery, type GalleryStudy } from '../../../../src/core/matching/study-gallery.ts';
import type { Verdict } from '../../../../src/core/matching/verdict.ts';
import { enrolled, lookAlikeOf, lookAt, person, seeded, type Person } from './synthetic-people.ts';

/** Hundreds of people, thousands of looks: a busy machine takes its time. */
vi.setConfig({ testTimeout: 60_000 });

const ORDINARY = 160;
const PAIRS = 20;
const SAMPLES = 5;
/** As in `models/oracles/compact.json`. */
const thresholds = { strictMaxDistance: 0.5, maxDistance: 0.55, lenientMaxDistance: 0.59 };
const card: Impostors = { mean: 0.822, deviation: 0.088, pairs: 1749, weight: 417, people: 28 };

const random = seeded(20);
const ordinary = Array.from({ length: ORDINARY }, (_, index) => person(`Person ${String(index)}`, random));
const alike = Array.from({ length: PAIRS }, (_, index) => {
  const one = person(`One ${String(index)}`, random);
  return [one, lookAlikeOf(one, `Other ${String(index)}`, random)] as const;
});
const people = [...ordinary, ...alike.flat()];
const study = studyOf(people.map((one) => enrolled(one, SAMPLES, random)));
const calibration = calibrate(card, study.study);
const { gallery } = study;

function studyOf(entries: Gallery['entries']): { study: GalleryStudy; gallery: Gallery } {
  const bounds = {
    lookAlike: lookAlikeDistance(thresholds, entries.length),
    nearest: thresholds.strictMaxDistance,
  };
  const study = studyGallery(planStudy(entries, bounds));
  const limits = ownLimits(study.lookAlikes);
  const limited = entries.map((entry) => ({ ...entry, maxDistance: limits.get(entry.anchorId) ?? Infinity }));
  return {
    study,
    gallery: { revision: 1, modelId: 'compact', metric: 'euclidean', entries: limited },
  };
}

function look(embedding: Float32Array): Look {
  return { embedding, quality: 1 };
}

/** The verdict after three looks. */
function watch(one: Person, limits = limitsFor(thresholds, 0.5, calibration)): Verdict {
  let evidence = NO_EVIDENCE;
  for (let count = 0; count < 3; count++) {
    evidence = addLook(evidence, look(lookAt(one, random)), gallery, limits);
  }
  return evidence.verdict;
}

function isNamedAs(verdict: Verdict, name: string): boolean {
  return verdict.kind === 'named' && verdict.name === name;
}

test('all twenty pairs are found, with a limit below the distance between them', () => {
  const found = new Map(
    study.study.lookAlikes.map(({ one, other, distance }) => [`${one}/${other}`, distance]),
  );
  for (let index = 0; index < PAIRS; index++) {
    const distance = found.get(`one-${String(index)}/other-${String(index)}`);
    expect(distance).toBeGreaterThan(0.3);
    expect(distance).toBeLessThan(0.5);
    for (const id of [`one-${String(index)}`, `other-${String(index)}`]) {
      const entry = gallery.entries.find(({ anchorId }) => anchorId === id);
      expect(entry?.maxDistance).toBeLessThanOrEqual(0.9 * (distance ?? 0));
    }
  }
});

test('two hundred people who lie nearer than the card’s own tighten the limits', () => {
  const own = limitsFor(thresholds, 0.5, calibration).enterMaxDistance;
  expect(own).toBeLessThan(thresholds.strictMaxDistance);
  expect(own).toBeGreaterThan(0.4);
});

describe.for([0, 0.5, 1])('at strictness %d', (strictness) => {
  const limits = limitsFor(thresholds, strictness, calibration);

  test('nobody who is saved gets another’s name, by one picture or by three looks', () => {
    for (const one of people) {
      for (let count = 0; count < 2; count++) {
        const verdict = judgeStill(look(lookAt(one, random)), gallery, limits);
        if (verdict.kind === 'named') expect(verdict.name).toBe(one.name);
      }
      const watched = watch(one, limits);
      if (watched.kind === 'named') expect(watched.name).toBe(one.name);
    }
  });

  test('a name is given only where limit, own limit and margin allow it', () => {
    // In between two look-alikes, and near one of them, where it becomes hard.
    for (const [one, other] of alike) {
      for (let share = 0; share <= 1; share += 0.125) {
        const between = {
          name: 'nobody',
          face: one.face.map((value, i) => value + share * ((other.face[i] ?? 0) - value)),
        };
        const probe = look(lookAt(between, random));
        const verdict = judgeStill(probe, gallery, limits);
        if (verdict.kind !== 'named') continue;
        const match = matchLooks([probe], gallery);
        expect(match?.entry.anchorId).toBe(verdict.anchorId);
        expect(match?.distance).toBeLessThanOrEqual(limits.enterMaxDistance);
        expect(match?.distance).toBeLessThanOrEqual(match?.entry.maxDistance ?? 0);
        expect((match?.runnerUpDistance ?? 0) - (match?.distance ?? 0)).toBeGreaterThanOrEqual(
          limits.minMargin,
        );
      }
    }
  });

  test('strangers get names no more often than estimated', () => {
    const strangers = Array.from({ length: 500 }, (_, index) => person(`Stranger ${String(index)}`, random));
    const named = strangers.filter(
      (one) => judgeStill(look(lookAt(one, random)), gallery, limits).kind === 'named',
    );
    const estimate = chanceOfWrongName(limits.enterMaxDistance, calibration, limits.minMargin);
    expect(named.length / strangers.length).toBeLessThanOrEqual(estimate);
  });
});

test('a face of one, when only the other is saved, does not get that name within the own limit', () => {
  // What the own limit is for: the one who would win by being nearer is unlike its own samples today.
  const limits = limitsFor(thresholds, 1);
  const within = alike.flatMap(([one, other], index) => {
    const own = gallery.entries.find(({ anchorId }) => anchorId === `one-${String(index)}`);
    const alone = { ...gallery, entries: own === undefined ? [] : [own] };
    const free = { ...alone, entries: alone.entries.map((entry) => ({ ...entry, maxDistance: Infinity })) };
    return Array.from({ length: 5 }, () => {
      const probe = look(lookAt(other, random));
      return {
        own: isNamedAs(judgeStill(probe, alone, limits), one.name),
        free: isNamedAs(judgeStill(probe, free, limits), one.name),
      };
    });
  });
  expect(within.filter(({ free }) => free).length).toBe(within.length);
  expect(within.filter(({ own }) => own).length / within.length).toBeLessThan(0.02);
});

test('ordinary people are still named, and most looks at look-alikes too', () => {
  const share = (them: readonly Person[]): number =>
    them.filter((one) => isNamedAs(watch(one), one.name)).length / them.length;
  expect(share(ordinary)).toBeGreaterThan(0.98);
  expect(share(alike.flat())).toBeGreaterThan(0.8);
});

test('of strangers, calibration takes nearly all names away that the card’s limits would have given', () => {
  const strangers = Array.from({ length: 500 }, (_, index) =>
    lookAt(person(`S ${String(index)}`, random), random),
  );
  const named = (known: Gallery, limits: MatchLimits): number =>
    strangers.filter((face) => judgeStill(look(face), known, limits).kind === 'named').length;
  const free = { ...gallery, entries: gallery.entries.map((entry) => ({ ...entry, maxDistance: Infinity })) };
  const byCard = named(free, limitsFor(thresholds, 0.5));
  expect(byCard).toBeGreaterThan(50);
  expect(named(free, limitsFor(thresholds, 0.5, calibration))).toBeLessThan(byCard / 5);
  expect(named(gallery, limitsFor(thresholds, 0.5, calibration))).toBeLessThan(byCard / 10);
});
