/** @file The flags of `npm run soak`. */
import { expect, test } from 'vitest';
import { parseSoakFlags } from '../../../../scripts/soak/flags.mjs';

test('ten minutes, nothing written', () => {
  expect(parseSoakFlags([])).toEqual({ minutes: 10, json: undefined, help: false });
});

test('takes what it offers', () => {
  expect(parseSoakFlags(['--minutes', '3', '--json', 'soak.json'])).toMatchObject({
    minutes: 3,
    json: 'soak.json',
  });
});

test.for(['0', '-1', '1.5', 'ten'])('%j minutes are refused', (minutes) => {
  expect(() => parseSoakFlags([`--minutes=${minutes}`])).toThrow(
    `--minutes needs a whole number from 1 on, not "${minutes}".`,
  );
});

test('an unknown flag is told in one sentence', () => {
  expect(() => parseSoakFlags(['--hours', '1'])).toThrow(
    "Unknown option '--hours'. See: npm run soak -- --help",
  );
});
