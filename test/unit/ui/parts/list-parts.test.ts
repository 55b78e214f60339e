/** @file How much of a long list is shown. */
import { expect, test } from 'vitest';
import {
  FIRST_PART,
  FIRST_PART_ONLY,
  afterAsking,
  afterScrolling,
} from '../../../../src/ui/shared/parts/list-parts.ts';

test('scrolling adds two parts, and then waits to be asked: what comes after the list can be reached', () => {
  const [second, third] = [afterScrolling(FIRST_PART), afterScrolling(afterScrolling(FIRST_PART))];
  expect([second.parts, third.parts]).toEqual([2, 3]);
  expect(afterScrolling(third)).toBe(third);
});

test('asking adds a part, and lets scrolling go on', () => {
  const asked = afterAsking(afterScrolling(afterScrolling(FIRST_PART)));
  expect(asked.parts).toBe(4);
  expect(afterScrolling(asked).parts).toBe(5);
});

test('where something more important follows, scrolling alone adds nothing', () => {
  expect(afterScrolling(FIRST_PART_ONLY)).toBe(FIRST_PART_ONLY);
  expect(afterScrolling(afterAsking(FIRST_PART_ONLY)).parts).toBe(3);
});
