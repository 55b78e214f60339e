/** @file The flags of `npm run eval:video` and `npm run eval:clip`. */
import { describe, expect, test } from 'vitest';
import { parseEvalClipFlags } from '../../../scripts/eval-video/clip/flags.mjs';
import { parseEvalVideoFlags } from '../../../scripts/eval-video/flags.mjs';

describe('parseEvalVideoFlags', () => {
  test('reads them', () => {
    const args = [
      '--input',
      'a.webm',
      '--labels',
      'l.json',
      '--enroll-from-start',
      '2.5',
      '--to',
      '9',
      '--per-frame',
      'f',
    ];
    expect(parseEvalVideoFlags(args)).toMatchObject({
      input: 'a.webm',
      labels: 'l.json',
      enrollFromStart: 2.5,
      to: 9,
      perFrame: 'f',
      generated: false,
    });
  });

  test('asks for nothing where help is wanted', () => {
    expect(parseEvalVideoFlags(['--help']).help).toBe(true);
  });

  test.for([
    [[], /--input names the video/],
    [['--input', 'a', '--generated'], /exclude each other/],
    [['--generated', '--labels', 'l'], /bring their own/],
    [['--input', 'a', '--from', 'soon'], /--from takes seconds, not "soon"/],
    [['--input', 'a', '--from', '3', '--to', '3'], /--from has to lie before --to/],
    [['--input', 'a', '--enroll-from-start', '3'], /needs --labels/],
    [['--input', 'a', '--labels', 'l', '--enroll-from-start', '0'], /more than 0/],
    [['--input', 'a', '--labels', 'l', '--enroll-from-start', '3', '--to', '2'], /before --to/],
    [['--input', 'a', '--colour'], /--colour.*See: npm run eval:video -- --help/],
  ] as const)('refuses %j', ([args, problem]) => {
    expect(() => parseEvalVideoFlags(args)).toThrow(problem);
  });
});

test('parseEvalClipFlags needs a place for the clip', () => {
  expect(parseEvalClipFlags(['--out', 'c.webm', '--short'])).toMatchObject({ out: 'c.webm', short: true });
  expect(() => parseEvalClipFlags([])).toThrow(/--out names the video to write/);
});
