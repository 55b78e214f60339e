/** @file Which runners `npm test` chooses, and on what the extension runs. */
import { expect, it } from 'vitest';
import { readFlags, RUNNERS } from '../../../../scripts/test/runners.mjs';

const choose = (...args: string[]): string[] => readFlags(args).runners.map(({ name }) => name);

it('runs everything by itself', () => {
  expect(choose()).toEqual(RUNNERS.map(({ name }) => name));
  expect(choose()).toEqual(['format', 'lint', 'types', 'unit', 'contract', 'model', 'repo', 'e2e']);
});

it('runs only what is asked for, in its own order', () => {
  expect(choose('--only', 'e2e,unit')).toEqual(['unit', 'e2e']);
  expect(choose('--only=lint')).toEqual(['lint']);
});

it('leaves the kernels out where it is told to, alone or with a choice', () => {
  expect(readFlags([]).hasKernels).toBe(true);
  expect(readFlags(['--only', 'e2e']).hasKernels).toBe(true);
  expect(readFlags(['--no-kernels'])).toEqual({ runners: RUNNERS, hasKernels: false });
  for (const args of [
    ['--no-kernels', '--only', 'e2e,unit'],
    ['--only', 'e2e,unit', '--no-kernels'],
    ['--only=e2e,unit', '--no-kernels'],
  ]) {
    expect(readFlags(args).hasKernels).toBe(false);
    expect(choose(...args)).toEqual(['unit', 'e2e']);
  }
});

it.each([
  [['--only', 'everything']],
  [['--only']],
  [['unit']],
  [['--fast', 'unit']],
  [['--only', 'unit', 'e2e']],
  [['--no-kernels', 'unit']],
  [['--only', '--no-kernels']],
])('refuses %j with a sentence', (args) => {
  expect(() => readFlags(args)).toThrow(/is not understood: use --only with some of format,lint/);
});
