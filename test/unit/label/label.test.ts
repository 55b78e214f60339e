/** @file The flags of `npm run label`, its progress bar, and its line for each file. */
import { describe, expect, test } from 'vitest';
import { EFFECTS, parseLabelFlags } from '../../../scripts/label/flags.mjs';
import { createProgressBar } from '../../../scripts/label/progress-bar.ts';
import { describeReport } from '../../../scripts/label/report-words.ts';
import { EFFECT_IDS } from '../../../src/ui/studio/effects/effect.ts';

describe('parseLabelFlags', () => {
  test('reads them', () => {
    const args = [
      'a.mp4',
      'b.jpg',
      '--anchors',
      'p',
      '--from',
      '1.5',
      '--to',
      '3',
      '--flip',
      '--effects',
      'sketch,boxes',
    ];
    expect(parseLabelFlags(args)).toMatchObject({
      inputs: ['a.mp4', 'b.jpg'],
      anchors: 'p',
      from: 1.5,
      to: 3,
      flip: true,
      effects: ['sketch', 'boxes'],
    });
  });

  test('draws boxes unless it is told otherwise', () => {
    expect(parseLabelFlags(['a.mp4', '--anchors', 'p']).effects).toEqual(['boxes']);
    expect(parseLabelFlags(['a.mp4', '--anchors', 'p', '--effects', '']).effects).toEqual([]);
  });

  test.for([
    [['--anchors', 'p'], /at least one picture or video/],
    [['a.mp4'], /--anchors names the folder/],
    [['a.mp4', '--anchors', 'p', '--from', 'soon'], /--from takes seconds, not "soon"/],
    [['a.mp4', '--anchors', 'p', '--to=-1'], /--to takes seconds/],
    [['a.mp4', '--anchors', 'p', '--from', '3', '--to', '3'], /--from has to lie before --to/],
    [['a.mp4', '--anchors', 'p', '--effects', 'sparkle'], /no effect "sparkle".*boxes/],
    [['a.mp4', '--anchors', 'p', '--effects', 'blur-named,blur-unknown'], /exclude each other/],
    [['a.mp4', '--colour'], /--colour.*See: npm run label -- --help/],
  ] as const)('refuses %j', ([args, problem]) => {
    expect(() => parseLabelFlags(args)).toThrow(problem);
  });

  test('knows the effects that Studio has', () => {
    expect(EFFECTS).toEqual(EFFECT_IDS);
  });
});

describe('createProgressBar', () => {
  test('in a log: a line every few seconds', () => {
    const lines: string[] = [];
    let nowMs = 0;
    const bar = createProgressBar({ write: (text) => lines.push(text) }, () => nowMs);
    for (; nowMs < 11_000; nowMs += 100) bar.show('a.mp4', nowMs / 11_000, 'text');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toBe('[###########-------------] a.mp4  text\n');
  });

  test('in a terminal: redrawn, and out of the way of a line that stays', () => {
    let text = '';
    const bar = createProgressBar({ isTTY: true, write: (part) => (text += part) }, () => 0);
    bar.show('a.mp4', 2, 'done');
    bar.say('✗ b.mp4');
    expect(text).toBe(`\r\x1b[2K[${'#'.repeat(24)}] a.mp4  done\r\x1b[2K✗ b.mp4\n`);
  });
});

test.for([
  [{ frames: 1, people: { Ann: { frames: 1 } }, unknownTracks: 0 }, 'Ann'],
  [{ frames: 200, people: { Ann: { frames: 50 } }, unknownTracks: 2 }, 'Ann (25 %), 2 unknown'],
  [{ frames: 9, people: {}, unknownTracks: 0 }, 'nobody'],
] as const)('describes %j', ([report, words]) => {
  expect(describeReport(report)).toBe(words);
});
