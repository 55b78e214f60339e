/** @file The flags of `npm run eval`. */
import { describe, expect, test } from 'vitest';
import { parseEvalFlags } from '../../../scripts/eval/flags.mjs';

describe('parseEvalFlags', () => {
  test('reads them', () => {
    expect(
      parseEvalFlags(['--people', 'p', '--scenes', 's', '--labels', 'l.json', '--samples', '3']),
    ).toMatchObject({
      people: 'p',
      scenes: 's',
      labels: 'l.json',
      samples: 3,
      npmPictures: false,
    });
  });

  test.for([
    [['--pairs', 'a.csv'], /--pairs and --images belong together/],
    [['--scenes', 'a', '--labels', 'b'], /--scenes needs --people/],
    [['--people', 'a', '--scenes', 'b'], /--scenes and --labels belong together/],
    [['--pairs', 'a.csv', '--images', 'b', '--npm-pictures'], /--pairs measures alone/],
    [['--metric', 'manhattan'], /euclidean or cosine, not "manhattan"/],
    [['--samples', '0'], /whole number above 0/],
    [['--colour'], /--colour.*See: npm run eval -- --help/],
  ] as const)('refuses %j', ([args, problem]) => {
    expect(() => parseEvalFlags(args)).toThrow(problem);
  });
});
