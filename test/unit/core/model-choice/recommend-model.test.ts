/** @file Which model is recommended, for which reason, and when nothing is. */
import { describe, expect, test } from 'vitest';
import {
  MIN_PROBES,
  recommendModel,
  worstShares,
  type ModelFacts,
} from '../../../../src/core/model-choice/recommend-model.ts';

const report = { probes: 20, right: 18, wrong: 1, strangers: 20, strangersNamed: 1 };
const one: ModelFacts = { modelId: 'one', milliseconds: 10, people: 5, report, falseMatches: undefined };
const other = (change: Partial<ModelFacts>): ModelFacts => ({ ...one, modelId: 'other', ...change });
const withReport = (change: Partial<typeof report>) => other({ report: { ...report, ...change } });
const worse = [
  { group: 'European', share: 0.001 },
  { group: 'East Asian', share: 0.003 },
];
const better = [
  { group: 'East Asian', share: 0.001 },
  { group: 'European', share: 0.001 },
];

describe('recommendModel', () => {
  test.for<[string, ModelFacts, string, string]>([
    ['fewer mistaken for somebody else', withReport({ wrong: 0, right: 17 }), 'other', 'wrong-names'],
    ['fewer named while absent', withReport({ strangersNamed: 0 }), 'other', 'wrong-names'],
    ['more wrong names, and more right ones', withReport({ wrong: 2, right: 18 }), 'one', 'wrong-names'],
    ['as many wrong names, more right ones', withReport({ right: 16 }), 'one', 'recognized'],
    [
      'none wrong, since it names hardly anyone',
      withReport({ wrong: 0, right: 8 }),
      'one',
      'recognizes-too-few',
    ],
    ['far slower', other({ milliseconds: 250 }), 'one', 'speed'],
  ])('%s', ([, facts, modelId, reason]) => {
    const otherId = modelId === 'one' ? 'other' : 'one';
    const expected = { kind: 'better', modelId, otherId, reason };
    expect(recommendModel([one, facts])).toEqual(expected);
    expect(recommendModel([facts, one])).toEqual(expected);
  });

  test('own faces go before the measured groups, and those before speed', () => {
    const grouped = { ...one, falseMatches: worse };
    expect(recommendModel([grouped, other({ falseMatches: better, milliseconds: 900 })])).toMatchObject({
      modelId: 'other',
      reason: 'worst-group',
    });
    const mistaken = { ...report, wrong: 3 };
    expect(recommendModel([grouped, other({ falseMatches: better, report: mistaken })])).toMatchObject({
      modelId: 'one',
      reason: 'wrong-names',
    });
  });

  test('differences that may be chance are none', () => {
    expect(recommendModel([one, withReport({ right: 17 })])).toEqual({ kind: 'equal' });
    expect(recommendModel([one, other({ milliseconds: 150 })])).toEqual({ kind: 'equal' });
    const near = [{ group: 'East Asian', share: 0.0013 }];
    expect(recommendModel([{ ...one, falseMatches: better }, other({ falseMatches: near })])).toEqual({
      kind: 'equal',
    });
  });

  test('too few faces say nothing, and what is missing is said', () => {
    const few = { ...report, probes: MIN_PROBES - 1, wrong: 0 };
    const thin = { ...one, report: few };
    expect(recommendModel([thin, withReport({ probes: MIN_PROBES - 1 })])).toEqual({
      kind: 'unknown',
      missing: 'photos',
    });
    expect(recommendModel([{ ...one, people: 1 }, other({ people: 1, report: few })])).toEqual({
      kind: 'unknown',
      missing: 'people',
    });
    // What was measured on others still counts.
    expect(
      recommendModel([{ ...thin, falseMatches: worse }, other({ report: few, falseMatches: better })]),
    ).toMatchObject({ modelId: 'other', reason: 'worst-group' });
  });

  test('of three, the best; it is held against the best of the others', () => {
    const third = { ...one, modelId: 'third', report: { ...report, wrong: 4 } };
    expect(recommendModel([third, one, withReport({ wrong: 0 })])).toMatchObject({
      modelId: 'other',
      otherId: 'one',
    });
  });
});

test('groups that only one of them names are not compared', () => {
  const asian = other({ falseMatches: [{ group: 'East Asian', share: 0.002 }] });
  expect(worstShares({ ...one, falseMatches: worse }, asian)).toEqual([0.003, 0.002]);
  expect(worstShares(one, asian)).toBeUndefined();
});
