/** @file The flags of `npm run size`. */
import { expect, test } from 'vitest';
import { parseSizeFlags } from '../../../../scripts/size/flags.mjs';

test('nothing is measured or written unasked', () => {
  expect(parseSizeFlags([])).toEqual({ startup: false, json: undefined, help: false });
});

test('takes what it offers', () => {
  expect(parseSizeFlags(['--startup', '--json', 'size.json'])).toMatchObject({
    startup: true,
    json: 'size.json',
  });
});

test('an unknown flag is told in one sentence', () => {
  expect(() => parseSizeFlags(['--warm'])).toThrow("Unknown option '--warm'. See: npm run size -- --help");
});
