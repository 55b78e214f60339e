/** @file When a verdict counts as changed. */
import { expect, test } from 'vitest';
import { PENDING, UNKNOWN, isSameVerdict, type Verdict } from '../../../../src/core/matching/verdict.ts';

const named = (anchorId: string, name: string): Verdict => ({ kind: 'named', anchorId, name });

test.for<[Verdict, Verdict, boolean]>([
  [PENDING, PENDING, true],
  [UNKNOWN, UNKNOWN, true],
  [PENDING, UNKNOWN, false],
  [UNKNOWN, named('a', 'Ann'), false],
  [named('a', 'Ann'), named('a', 'Ann'), true],
  [named('a', 'Ann'), named('a', 'Anna'), false],
  [named('a', 'Ann'), named('b', 'Ann'), false],
])('%j and %j: %s', ([a, b, isSame]) => {
  expect(isSameVerdict(a, b)).toBe(isSame);
  expect(isSameVerdict(b, a)).toBe(isSame);
});
