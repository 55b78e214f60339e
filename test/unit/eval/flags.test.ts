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

  test('reads a list of groups and the face to compare', () => {
    expect(parseEvalFlags(['--groups', 'g.csv', '--images', 'i', '--face', 'largest'])).toMatchObject({
      groups: 'g.csv',
      images: 'i',
      face: 'largest',
      noGroups: false,
    });
    expect(parseEvalFlags(['--no-groups'])).toMatchObject({
      groups: undefined,
      face: undefined,
      noGroups: true,
    });
  });

  test.for([
    [['--pairs', 'a.csv'], /--pairs and --images belong together/],
    [['--scenes', 'a', '--labels', 'b'], /--scenes needs --people/],
    [['--people', 'a', '--scenes', 'b'], /--scenes and --labels belong together/],
    [['--pairs', 'a.csv', '--images', 'b', '--npm-pictures'], /--pairs measures alone/],
    [['--groups', 'a.csv'], /--groups and --images belong together/],
    [['--images', 'a'], /--images needs --pairs or --groups/],
    [['--groups', 'a.csv', '--images', 'b', '--pairs', 'c.csv'], /exclude each other/],
    [['--groups', 'a.csv', '--images', 'b', '--people', 'c'], /--groups measures alone/],
    [['--groups', 'a.csv', '--images', 'b', '--no-groups'], /--groups and --no-groups exclude each other/],
    [['--pairs', 'a.csv', '--images', 'b', '--face', 'left'], /--face is middle or largest, not "left"/],
    [['--people', 'a', '--face', 'middle'], /--face goes with --pairs or --groups/],
    [['--metric', 'manhattan'], /euclidean or cosine, not "manhattan"/],
    [['--samples', '0'], /whole number above 0/],
    [['--colour'], /--colour.*See: npm run eval -- --help/],
  ] as const)('refuses %j', ([args, problem]) => {
    expect(() => parseEvalFlags(args)).toThrow(problem);
  });
});
