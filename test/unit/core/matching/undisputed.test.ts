/** @file Of several faces with one name one keeps it, unless they are one person at one moment. */
import { expect, test } from 'vitest';
import { UNKNOWN, type Verdict } from '../../../../src/core/matching/verdict.ts';
import { undisputed, type Claim } from '../../../../src/core/matching/undisputed.ts';

const ANN: Verdict = { kind: 'named', anchorId: 'a', name: 'Ann' };
const MAYBE_ANN: Verdict = { ...ANN, kind: 'maybe' };
const BOB: Verdict = { kind: 'named', anchorId: 'b', name: 'Bob' };

function claims(...list: readonly (readonly [Verdict, number])[]): Claim[] {
  return list.map(([verdict, distance], index) => ({ track: index + 1, verdict, distance }));
}

test.for([
  [
    'the nearer of two names keeps it',
    [
      [ANN, 0.3],
      [ANN, 0.2],
    ],
    ['unknown', 'named'],
  ],
  [
    'of equals the one that came first',
    [
      [ANN, 0.2],
      [ANN, 0.2],
    ],
    ['named', 'unknown'],
  ],
  [
    'a name goes before a maybe, however near that is',
    [
      [MAYBE_ANN, 0.1],
      [ANN, 0.4],
    ],
    ['unknown', 'named'],
  ],
  [
    'the nearer of two maybes',
    [
      [MAYBE_ANN, 0.1],
      [MAYBE_ANN, 0.4],
    ],
    ['maybe', 'unknown'],
  ],
  [
    'of three one is left',
    [
      [ANN, 0.3],
      [ANN, 0.2],
      [MAYBE_ANN, 0.1],
    ],
    ['unknown', 'named', 'unknown'],
  ],
  [
    'different people do not dispute',
    [
      [ANN, 0.3],
      [BOB, 0.2],
    ],
    ['named', 'named'],
  ],
  [
    'who claims nobody loses nothing',
    [
      [UNKNOWN, Infinity],
      [{ kind: 'pending' }, Infinity],
    ],
    ['unknown', 'pending'],
  ],
] as const satisfies readonly (readonly [
  string,
  readonly (readonly [Verdict, number])[],
  readonly string[],
])[])('%s', ([, list, expected]) => {
  const all = claims(...list);
  expect(all.map((claim) => undisputed(claim, all).kind)).toEqual(expected);
  const turned = [...all].reverse();
  expect(all.map((claim) => undisputed(claim, turned).kind)).toEqual(expected);
});

const at = (...mean: number[]) => ({ mean: Float32Array.from(mean), enterMaxDistance: 1 });

test('one person at one moment bears the name twice, whoever else claims it', () => {
  const large = { track: 1, verdict: ANN, distance: 0.5, likeness: at(1, 0) };
  const tile = { track: 2, verdict: ANN, distance: 0.6, likeness: at(0.9, 0.4) };
  const brother = { track: 3, verdict: ANN, distance: 0.7, likeness: at(0, 1) };
  const all = [large, tile, brother];
  expect(all.map((claim) => undisputed(claim, all).kind)).toEqual(['named', 'named', 'unknown']);
});

test('of about the same distance the one that was there first keeps it, from one look to the next', () => {
  for (const [first, second] of [
    [0.5, 0.49],
    [0.49, 0.5],
  ] as const) {
    const all = claims([ANN, first], [ANN, second]);
    expect(all.map((claim) => undisputed(claim, all).kind)).toEqual(['named', 'unknown']);
  }
});
