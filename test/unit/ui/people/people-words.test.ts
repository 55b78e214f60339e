/** @file What the people page says, and in which order it lists people. */
import { describe, expect, test } from 'vitest';
import type { Correction } from '../../../../src/core/corrections/correction.ts';
import type { Finding } from '../../../../src/core/doctor/finding.ts';
import type { Anchor, Sample } from '../../../../src/core/gallery/anchor.ts';
import { describeAgo } from '../../../../src/ui/people/ago-words.ts';
import { currentFindings } from '../../../../src/ui/people/checkup/current-findings.ts';
import { describeFinding, describeRemedy } from '../../../../src/ui/people/checkup/finding-words.ts';
import { describeMistakes } from '../../../../src/ui/people/checkup/mistakes-words.ts';
import { describeDeed } from '../../../../src/ui/people/deed-words.ts';
import { describeCorrection, describeGrounds } from '../../../../src/ui/people/history/history-words.ts';
import { describeQuality } from '../../../../src/ui/people/person/sample-words.ts';
import { remotenessOf } from '../../../../src/ui/people/similarity/colour-scale.ts';
import { layOut, placeAt } from '../../../../src/ui/people/similarity/matrix-layout.ts';
import { nearestPairs, nearestTo } from '../../../../src/ui/people/similarity/nearest-pairs.ts';
import { describeSimilarity } from '../../../../src/ui/people/similarity/similarity-words.ts';
import { countProblems, sortPeople } from '../../../../src/ui/people/sort-people.ts';

const NAMES: Readonly<Record<string, string>> = { leo: 'Leo', max: 'Max' };
const nameOf = (id: string | undefined): string => NAMES[id ?? ''] ?? 'somebody';
const sample = (id: string, enrolledAtMs = 0): Sample => ({
  id,
  enrolledAtMs,
  source: 'tab',
  quality: 0.5,
  cropUrl: 'data:image/png;base64,',
  embeddings: {},
});
const anchor = (name: string, samples: readonly Sample[] = []): Anchor => ({
  id: name.toLowerCase(),
  name,
  createdAtMs: 0,
  isNeverNamed: false,
  samples,
});
const misplaced: Finding = {
  kind: 'misplaced',
  severity: 'mistake',
  anchorIds: ['leo', 'max'],
  people: 2,
  samples: [
    { anchorId: 'leo', sampleId: '1' },
    { anchorId: 'leo', sampleId: '2' },
  ],
  resembled: [],
  remedies: [],
};
const tip: Finding = { ...misplaced, kind: 'few-pictures', severity: 'tip', samples: [] };

describe('a finding', () => {
  test.for<[Partial<Finding>, string]>([
    [{}, '2 pictures of Leo look more like Max.'],
    [{ samples: misplaced.samples.slice(1) }, 'A picture of Leo looks more like Max.'],
    [{ kind: 'same-person' }, 'Leo and Max look like one person.'],
    [{ kind: 'look-alike', confusion: 0.2 }, 'Leo and Max look alike.'],
    [{ kind: 'stray', remedies: [{ kind: 'look' }] }, 'The pictures of Leo do not look like one person.'],
    [{ kind: 'same-name', people: 2 }, 'Leo is saved twice.'],
    [{ kind: 'same-name', people: 3 }, 'Leo is saved 3 times.'],
    [{ kind: 'one-view', people: 1 }, 'All pictures of Leo are much alike.'],
    [{ kind: 'few-pictures', people: 12 }, 'Of 12 people there are only one or two pictures.'],
  ])('%o is said in plain words', ([changes, title]) => {
    expect(describeFinding({ ...misplaced, ...changes }, nameOf).title).toBe(title);
  });

  test('tells how many pictures can be confused, and never nothing where there is something', () => {
    const hintOf = (confusion: number): string =>
      describeFinding({ ...misplaced, kind: 'look-alike', confusion }, nameOf).hint;
    expect(hintOf(0.25)).toMatch(/^25 % of their pictures/u);
    expect(hintOf(0.001)).toMatch(/^1 % /u);
    expect(hintOf(0)).not.toContain('%');
  });

  test('has its remedies on buttons, looking has none', () => {
    const move = { kind: 'move', anchorId: 'leo', sampleIds: ['1'], toAnchorId: 'max' } as const;
    expect(describeRemedy(move, nameOf)).toBe('Move to Max');
    expect(describeRemedy({ kind: 'merge', intoId: 'max', fromIds: ['leo'] }, nameOf)).toBe('Merge into Max');
    expect(describeRemedy({ kind: 'look' }, nameOf)).toBeUndefined();
  });

  test('is left out as soon as its people or pictures are gone', () => {
    const people = (anchors: readonly Anchor[]) => ({ anchors, perform: () => Promise.resolve() });
    const leo = anchor('Leo', [sample('1'), sample('2')]);
    expect(currentFindings([misplaced], people([leo, anchor('Max')]))).toEqual([misplaced]);
    expect(currentFindings([misplaced], people([leo]))).toEqual([]);
    expect(currentFindings([misplaced], people([anchor('Leo', [sample('1')]), anchor('Max')]))).toEqual([]);
  });
});

test.for<[number, string[], number, string | undefined]>([
  [0, [], 0, undefined],
  [40, ['1'], 0, 'Of 40 pictures, 39 would be named right, 1 not at all, none wrongly.'],
  [40, ['1', '2'], 3, 'Of 40 pictures, 35 would be named right, 2 not at all, 3 wrongly.'],
  [40, [], 1, 'Of 40 pictures, 39 would be named right, 1 wrongly.'],
  [40, [], 0, 'All 40 pictures would get the right name.'],
])('of %i pictures, %o unknown and %i wrong', ([asked, unknown, wrong, words]) => {
  const mistakes = Array.from({ length: wrong }, (_, index) => ({
    sampleId: String(index),
    anchorId: 'max',
  }));
  const right = asked - unknown.length - wrong;
  expect(describeMistakes([{ anchorId: 'leo', asked, right, unknown, wrong: mistakes }])).toBe(words);
});

describe('the history', () => {
  const correction: Correction = {
    id: 'c',
    kind: 'not',
    madeAtMs: 0,
    anchorId: 'leo',
    name: 'Leo',
    otherNames: [],
    lifted: [],
    redirected: [],
  };
  const outline = (sampleIds: readonly string[]) => [
    { id: 'leo', name: 'Leo', createdAtMs: 0, isNeverNamed: false, sampleIds },
  ];

  test.for<[Partial<Correction>, string]>([
    [{}, 'Not Leo'],
    [{ kind: 'named' }, 'Named Leo'],
    [
      { kind: 'named', rejection: { faces: [], against: { anchorId: 'max', name: 'Max' } } },
      'Named Leo, not Max',
    ],
    [{ kind: 'renamed', otherNames: ['Leonard'] }, 'Leo is called Leonard'],
    [{ kind: 'merged', otherNames: ['Max', 'Sam'] }, 'Max, Sam merged into Leo'],
    [
      { kind: 'samples-removed', change: { before: [], after: [], dropped: [sample('1')] } },
      '1 picture of Leo removed',
    ],
    [
      {
        kind: 'samples-moved',
        otherNames: ['Max'],
        change: { before: outline(['1', '2', '3']), after: outline(['1']), dropped: [] },
      },
      '2 pictures of Leo moved to Max',
    ],
  ])('%o in words', ([changes, words]) => {
    expect(describeCorrection({ ...correction, ...changes })).toBe(words);
  });

  test('tells what would have won instead', () => {
    const against = { anchorId: 'leo', name: 'Leo' };
    const grounds = { sampleId: '1', distance: 0.4 };
    const runnerUp = { anchorId: 'max', name: 'Max', distance: 0.5 };
    const withGrounds = (more: object): Correction => ({
      ...correction,
      rejection: { faces: [], against, grounds: { ...grounds, ...more } },
    });
    expect(describeGrounds(withGrounds({ runnerUp }))).toBe('Without Leo, Max would have been named.');
    expect(describeGrounds(withGrounds({}))).toBe('Without Leo, nobody would have been named.');
    expect(describeGrounds(correction)).toBeUndefined();
    expect(describeGrounds({ ...withGrounds({}), undoneAtMs: 5 })).toBeUndefined();
    expect(describeGrounds({ ...withGrounds({}), liftedBy: 'later' })).toBeUndefined();
  });

  test.for([
    [0, 'just now'],
    [59_000, 'just now'],
    [60_000, '1 minute ago'],
    [5 * 60_000, '5 minutes ago'],
    [3 * 3_600_000, '3 hours ago'],
    [2 * 86_400_000, '2 days ago'],
  ] as const)('%i ms ago is %s', ([pastMs, words]) => {
    expect(describeAgo(1e12 - pastMs, 1e12)).toBe(words);
  });
});

test('deeds are told with names', () => {
  const move = { kind: 'move', anchorId: 'leo', sampleIds: ['1', '2'], toAnchorId: 'max' } as const;
  expect(describeDeed(move, nameOf)).toBe('2 pictures moved to Max');
  expect(describeDeed({ kind: 'never-name', anchorId: 'leo', isNeverNamed: true }, nameOf)).toBe(
    'Leo is never named',
  );
});

test('people are listed by name, by their latest picture, or by their problems; tips are no problems', () => {
  const people = [
    anchor('Max', [sample('1', 5)]),
    anchor('Leo', [sample('2', 9)]),
    anchor('Ann 10'),
    anchor('Ann 9'),
  ];
  const problems = countProblems([{ ...misplaced, anchorIds: ['max'] }, tip]);
  const order = (by: 'name' | 'newest' | 'problems') =>
    sortPeople(people, by, problems).map(({ name }) => name);
  expect(order('name')).toEqual(['Ann 9', 'Ann 10', 'Leo', 'Max']);
  expect(order('newest')).toEqual(['Leo', 'Max', 'Ann 9', 'Ann 10']);
  expect(order('problems')).toEqual(['Max', 'Ann 9', 'Ann 10', 'Leo']);
  expect(problems.get('leo')).toBeUndefined();
});

describe('the picture of similarity', () => {
  const table = {
    anchorIds: ['a', 'b', 'c'],
    // a–b, a–c, b–c
    distances: Float32Array.of(0.5, 0.25, 1),
    sampleIds: [['1'], ['2'], ['3']],
    nearest: new Uint8Array(6),
  };

  test('knows the most alike pairs, and whom somebody is most like', () => {
    expect(nearestPairs(table, 2)).toEqual([
      { row: 2, column: 0 },
      { row: 1, column: 0 },
    ]);
    expect(nearestTo(table, 1, 2)).toEqual([0, 2]);
  });

  test('shows labels while they fit, and every one of 200 people also in a narrow page', () => {
    expect(layOut(9, 700)).toEqual({ cell: 44, labels: 96, side: 396 });
    expect(layOut(200, 700)).toEqual({ cell: 3, labels: 0, side: 600 });
    expect(layOut(200, 300).cell).toBeGreaterThan(0);
    expect(placeAt(89, layOut(9, 700), 9)).toBe(2);
    expect(placeAt(-1, layOut(9, 700), 9)).toBeUndefined();
    expect(placeAt(400, layOut(9, 700), 9)).toBeUndefined();
  });

  test('has words and colours by the distance that a name needs', () => {
    expect(describeSimilarity(0.4, 0.55)).toBe('as alike as one person');
    expect(describeSimilarity(0.54, 0.55)).toBe('alike enough to be confused');
    expect(describeSimilarity(0.9, 0.55)).toBe('not alike');
    expect(remotenessOf(0.1, 0.55)).toBe(0);
    expect(remotenessOf(0.66, 0.55)).toBeCloseTo(0.5, 5);
    expect(remotenessOf(2, 0.55)).toBe(1);
    expect(remotenessOf(0.5, 0)).toBe(1);
  });
});

test.for([
  [0.9, 'very clear'],
  [0.55, 'clear'],
  [0.3, 'fair'],
  [0.2, 'unclear'],
] as const)('quality %f is %s', ([quality, words]) => {
  expect(describeQuality(quality)).toBe(words);
});
