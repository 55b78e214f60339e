/** @file The flags of `npm run bench`. */
import { describe, expect, test } from 'vitest';
import { BENCH_PARTS, parseBenchFlags } from '../../../../scripts/bench/flags.mjs';

describe('parseBenchFlags', () => {
  test('measures everything at length unless told otherwise', () => {
    expect(parseBenchFlags([])).toEqual({
      json: undefined,
      isQuick: false,
      docs: false,
      parts: BENCH_PARTS,
      help: false,
    });
  });

  test('reads them', () => {
    expect(parseBenchFlags(['--quick', '--json', 'a.json', '--only', 'page,floor'])).toMatchObject({
      isQuick: true,
      json: 'a.json',
      parts: ['page', 'floor'],
    });
  });

  test.for([
    [['--only', 'speed'], /--only takes some of fullFrame,.*, not "speed"/],
    [['--docs', '--only', 'page'], /--docs needs a whole run/],
    [['--json', ''], /--json takes a file/],
    [['--fast'], /Unknown option '--fast'/],
  ] as const)('refuses %j', ([args, sentence]) => {
    expect(() => parseBenchFlags(args)).toThrow(sentence);
  });
});
