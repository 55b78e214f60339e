/** @file The flags of `npm start`. */
import { expect, it } from 'vitest';
import { parseDemoFlags } from '../../../../scripts/demo/flags.mjs';

it('has defaults', () => {
  expect(parseDemoFlags([])).toEqual({
    headless: false,
    seconds: 20,
    json: undefined,
    facenet: true,
    help: false,
  });
});

it('reads every flag', () => {
  expect(parseDemoFlags(['--headless', '--seconds', '5', '--json', 'out/demo.json', '--no-facenet'])).toEqual(
    {
      headless: true,
      seconds: 5,
      json: 'out/demo.json',
      facenet: false,
      help: false,
    },
  );
  expect(parseDemoFlags(['--help']).help).toBe(true);
});

it.each([
  [['--fast'], /^Unknown option '--fast'\. See: npm start -- --help$/],
  [['video'], /^Unexpected argument 'video'\. See: /],
  [['--json'], /^Option '--json <value>' argument missing\. See: /],
  [['--seconds', 'ten'], /^--seconds needs a number above 0, not "ten"\.$/],
  [['--seconds=-1'], /^--seconds needs a number above 0, not "-1"\.$/],
  [['--seconds', '-1'], /^Option '--seconds' argument is ambiguous\. See: /],
])('refuses %j with one clear sentence', (args, sentence) => {
  expect(() => parseDemoFlags(args)).toThrow(sentence);
});
