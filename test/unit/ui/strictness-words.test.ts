/** @file What the slider says of its positions. */
import { expect, test } from 'vitest';
import {
  describeChance,
  describeGrounds,
  describeOdds,
  describePosition,
  estimateAt,
} from '../../../src/ui/shared/strictness-words.ts';

const estimate = {
  positions: Array.from({ length: 21 }, (_, index) => ({ chance: index / 100, isBound: index === 0 })),
  people: 12,
  strangers: 40,
  isStricter: false,
  lookAlikes: [],
  lookAlikePairs: 0,
};

test.for([
  [1 / 1987, 'about 1 in 2,000'],
  [1 / 303, 'about 1 in 300'],
  [1 / 47.4, 'about 1 in 47'],
  [0.31, 'about 1 in 3'],
  [0.9, 'about 1 in 2'],
] as const)('a chance of %d is %s', ([chance, words]) => {
  expect(describeOdds({ chance, isBound: false })).toBe(words);
});

test('an estimate, and one that what was measured does not bear out further', () => {
  expect(describeChance({ chance: 1 / 2000, isBound: false })).toBe(
    'About 1 in 2,000 strangers would get a name.',
  );
  expect(describeChance({ chance: 1 / 300, isBound: true })).toBe(
    'Fewer than 1 in 300 strangers would get a name.',
  );
  expect(describeChance({ chance: 0.7, isBound: false })).toBe('Most strangers would get a name.');
});

test('what it rests on', () => {
  expect(describeGrounds(estimate)).toBe(
    'Estimated from 12 saved people and 40 strangers seen; more people or meetings make it surer.',
  );
  expect(describeGrounds({ ...estimate, people: 1, strangers: 1 })).toBe(
    'Estimated from 1 saved person and 1 stranger seen; more people or meetings make it surer.',
  );
  expect(describeGrounds({ ...estimate, strangers: 0 })).toBe(
    'Estimated from 12 saved people; more people or meetings make it surer.',
  );
});

test('each step of the slider has its own', () => {
  expect(estimateAt(estimate, 0)?.chance).toBe(0);
  expect(estimateAt(estimate, 0.55)?.chance).toBe(0.11);
  expect(estimateAt(estimate, 1)?.chance).toBe(0.2);
});

test('who hears the slider hears the estimate, where there is one', () => {
  expect(describePosition(1, estimate)).toBe('names more people: about 1 in 5 strangers would get a name');
  expect(describePosition(0.5, undefined)).toBe('balanced');
  expect(describePosition(0.5, { ...estimate, people: 0 })).toBe('balanced');
});
