import { expect, test } from 'vitest';
import { budgetCores, lanesWithin, threadsWithin } from '../../../../src/core/pace/cpu-budget.ts';

test.for([
  ['quarter', 8, 2],
  ['quarter', 1, 0.25],
  ['half', 2, 1],
  ['all-but-one', 8, 7],
  ['all-but-one', 2, 1],
  ['all-but-one', 1, 1],
  ['all', 4, 4],
] as const)('%s of %d cores is %d', ([budget, cores, wanted]) => {
  expect(budgetCores(budget, cores)).toBe(wanted);
});

test.for([
  ['quarter', 8, 2],
  ['quarter', 2, 1],
  ['half', 6, 3],
  ['all-but-one', 2, 1],
  ['all-but-one', 16, 4],
  ['all', 2, 2],
  ['all', 1, 1],
] as const)('%s of %d cores is %d threads', ([budget, cores, threads]) => {
  expect(threadsWithin(budget, cores)).toBe(threads);
});

test.for([
  [1, 1],
  [2, 2],
  [16, 2],
] as const)('%d cores are enough for %d lanes', ([cores, lanes]) => {
  expect(lanesWithin(cores)).toBe(lanes);
});
