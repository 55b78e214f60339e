/** @file Which looks count where some show a covered face. */
import { expect, test } from 'vitest';
import { areCovered, preferClear } from '../../../../src/core/enrollment/covered-looks.ts';

const covered = { isCovered: true };
const clear = { isCovered: false };
/** By whoever does not tell. */
const unjudged = {};

test.for([
  [[], [], false],
  [[clear, unjudged], [clear, unjudged], false],
  [[covered, clear, covered, unjudged], [clear, unjudged], false],
  [[covered, covered], [covered, covered], true],
  [[covered, clear], [clear], false],
  [[covered, clear, covered], [covered, clear, covered], true],
] as const)('of %j count %j', ([looks, preferred, isEachCovered]) => {
  expect(preferClear<{ isCovered?: boolean }>(looks)).toEqual(preferred);
  expect(areCovered(looks)).toBe(isEachCovered);
});
