/** @file The sentences about tabs, cameras and damaged records. */
import { describe, expect, test } from 'vitest';
import { describeDamage } from '../../../src/ui/shared/anchors/damage-words.ts';
import { countOf } from '../../../src/ui/shared/plural.ts';
import { describeStrictness } from '../../../src/ui/shared/strictness-words.ts';
import { describeClosedTab } from '../../../src/ui/popup/tab-words.ts';
import { cameraText, readCameraError } from '../../../src/ui/studio/camera-words.ts';

function named(name: string, message = ''): Error {
  return Object.assign(new Error(message), { name });
}

describe('describeClosedTab', () => {
  test.each(['browser-page', 'store', 'pdf', 'file', 'unknown'] as const)(
    'says why not, and what helps: %s',
    (kind) => {
      const { text, remedy } = describeClosedTab(kind);
      expect(text).toMatch(/\.$/u);
      expect(remedy).toMatch(/\.$/u);
    },
  );
});

describe('readCameraError', () => {
  test.each([
    [named('NotAllowedError', 'Permission denied'), 'denied'],
    [named('NotAllowedError', 'Permission denied by system'), 'blocked-by-system'],
    [named('NotFoundError'), 'none'],
    [named('OverconstrainedError'), 'none'],
    [named('NotReadableError'), 'busy'],
    [named('TypeError'), 'failed'],
    ['not an error', 'failed'],
  ] as const)('%s is "%s"', (error, problem) => {
    expect(readCameraError(error)).toBe(problem);
    expect(cameraText(problem).remedy).not.toBe('');
  });
});

describe('describeDamage', () => {
  test('is silent without damage, and counts', () => {
    expect(describeDamage(0)).toBeUndefined();
    expect(describeDamage(1)?.text).toMatch(/^A saved face/u);
    expect(describeDamage(3)?.text).toMatch(/^3 saved faces/u);
  });
});

test('numbers with their noun', () => {
  expect([0, 1, 2].map((amount) => countOf(amount, 'face'))).toEqual(['0 faces', '1 face', '2 faces']);
});

test('the ends and the middle of the strictness slider have words', () => {
  expect([0, 0.5, 1].map(describeStrictness)).toEqual([
    'almost never wrong',
    'balanced',
    'names more people',
  ]);
});
