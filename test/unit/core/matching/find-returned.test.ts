/** @file Who is back: near enough, clearly before the next, or of the same sure name. */
import { describe, expect, test } from 'vitest';
import { NO_EVIDENCE, type Evidence } from '../../../../src/core/matching/evidence.ts';
import { findReturned, type FormerPerson } from '../../../../src/core/matching/find-returned.ts';
import { limitsFor } from '../../../../src/core/matching/limits.ts';
import { UNKNOWN, type Verdict } from '../../../../src/core/matching/verdict.ts';

/** The same person within 0.85, a margin of 0.06. */
const limits = limitsFor({ strictMaxDistance: 0.9, maxDistance: 1, lenientMaxDistance: 1.1 }, 0.5);
const ANN: Verdict = { kind: 'named', anchorId: 'ann', name: 'Ann' };

function evidence(positions: readonly number[], verdict: Verdict = UNKNOWN): Evidence {
  const looks = positions.map((position) => ({ embedding: Float32Array.of(position), quality: 1 }));
  return { ...NO_EVIDENCE, looks, verdict };
}

function personAt(person: number, positions: readonly number[], verdict?: Verdict): FormerPerson {
  return { person, evidence: evidence(positions, verdict) };
}

const found = (now: Evidence, ...former: FormerPerson[]) =>
  findReturned(now, former, 'euclidean', limits)?.person;

describe('by the looks', () => {
  test.for([
    ['near enough', [0.8], 1],
    ['too far', [0.9], undefined],
    ['the mean over the looks decides: near', [0.1, 1.5], 1],
    ['the mean over the looks decides: far', [0.4, 1.5], undefined],
  ] as const)('%s', ([, positions, person]) => {
    expect(found(evidence(positions), personAt(1, [0]))).toBe(person);
  });

  test('each look is measured to the nearest of the former ones', () => {
    expect(found(evidence([0, 5]), personAt(1, [0.1, 5.1]))).toBe(1);
  });

  test('of two that are about as near, nobody', () => {
    expect(found(evidence([0.5]), personAt(1, [0]), personAt(2, [1.03]))).toBeUndefined();
    expect(found(evidence([0.5]), personAt(1, [0]), personAt(2, [1.07]))).toBe(1);
  });

  test('nobody left, or nothing was seen of them', () => {
    expect(found(evidence([0]))).toBeUndefined();
    expect(found(evidence([0]), personAt(1, []))).toBeUndefined();
    expect(found(NO_EVIDENCE, personAt(1, [0]))).toBeUndefined();
  });

  test('by cosine the length of an embedding does not matter', () => {
    const turned = (x: number, y: number): Evidence => ({
      ...NO_EVIDENCE,
      looks: [{ embedding: Float32Array.of(x, y), quality: 1 }],
    });
    const former = [{ person: 1, evidence: turned(50, 1) }];
    expect(findReturned(turned(0.1, 0), former, 'cosine', limits)?.person).toBe(1);
    expect(findReturned(turned(0.1, 0), former, 'euclidean', limits)).toBeUndefined();
  });
});

describe('by the name', () => {
  test('whoever is surely Ann is the Ann who left, however she looked', () => {
    expect(found(evidence([9], ANN), personAt(1, [8.9]), personAt(2, [0], ANN))).toBe(2);
  });

  test('the last one, where there were several', () => {
    expect(found(evidence([9], ANN), personAt(2, [0], ANN), personAt(3, [1], ANN))).toBe(3);
  });

  test('a maybe proves nothing', () => {
    expect(found(evidence([9], { ...ANN, kind: 'maybe' }), personAt(2, [0], ANN))).toBeUndefined();
    expect(found(evidence([9], ANN), personAt(2, [0], { ...ANN, kind: 'maybe' }))).toBeUndefined();
  });
});
