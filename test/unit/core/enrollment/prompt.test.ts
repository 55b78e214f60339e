/** @file Which hint stands on the screen: one at a time, and long enough to be read and followed. */
import { expect, test } from 'vitest';
import { nextPrompt } from '../../../../src/core/enrollment/prompt.ts';

const shown = { hint: 'turn-left', sinceMs: 1000 } as const;

test.for([
  ['nothing is missing', undefined, [], 5000, undefined],
  ['the first one comes at once', undefined, ['turn-left', 'turn-right'], 0, 'turn-left'],
  ['one that was followed goes at once', shown, ['turn-right'], 1100, 'turn-right'],
  [
    'one that stands is not exchanged before it is read',
    shown,
    ['hold-still', 'turn-left'],
    2400,
    'turn-left',
  ],
  ['what spoils every look comes then', shown, ['hold-still', 'turn-left'], 2500, 'hold-still'],
  ['another side can wait until this one is done', shown, ['look-straight', 'turn-left'], 2500, 'turn-left'],
  ['after six seconds something else is tried', shown, ['turn-left', 'turn-right'], 7000, 'turn-right'],
  ['and the first one again after the last', shown, ['turn-right', 'turn-left'], 7000, 'turn-right'],
  ['a single one stays', shown, ['turn-left'], 20_000, 'turn-left'],
] as const)('%s', ([, before, missing, nowMs, hint]) => {
  expect(nextPrompt(before, missing, nowMs)?.hint).toBe(hint);
});

test('a hint keeps the time since which it stands', () => {
  expect(nextPrompt(shown, ['turn-left'], 1200)).toEqual(shown);
  expect(nextPrompt(shown, ['turn-right'], 1200)).toEqual({ hint: 'turn-right', sinceMs: 1200 });
});
