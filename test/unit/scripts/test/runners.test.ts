/** @file Which runners `npm test -- --only …` chooses. */
import { expect, it } from 'vitest';
import { chooseRunners, RUNNERS } from '../../../../scripts/test/runners.mjs';

const choose = (...args: string[]): string[] => chooseRunners(args).map(({ name }) => name);

it('runs everything by itself', () => {
  expect(choose()).toEqual(RUNNERS.map(({ name }) => name));
  expect(choose()).toEqual(['format', 'lint', 'types', 'unit', 'contract', 'model', 'repo', 'e2e']);
});

it('runs only what is asked for, in its own order', () => {
  expect(choose('--only', 'e2e,unit')).toEqual(['unit', 'e2e']);
  expect(choose('--only=lint')).toEqual(['lint']);
});

it.each([
  [['--only', 'everything']],
  [['--only']],
  [['unit']],
  [['--fast', 'unit']],
  [['--only', 'unit', 'e2e']],
])('refuses %j with a sentence', (args) => {
  expect(() => chooseRunners(args)).toThrow(/is not understood: use --only with some of format,lint/);
});
