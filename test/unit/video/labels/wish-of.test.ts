/** @file From an entry of a label's menu to the wish that is sent. */
import { describe, expect, test } from 'vitest';
import { wishOf } from '../../../../src/video/labels/wish-of.ts';

describe('of a face that bears a name', () => {
  test('another name says also whom it is not', () => {
    expect(wishOf('name', 'm', 'Bob')).toEqual({ kind: 'name', name: 'Bob', anchorId: 'm' });
  });

  test.for(['confirm', 'not', 'never'] as const)('%s is about its anchor', (action) => {
    expect(wishOf(action, 'm', '')).toEqual({ kind: action, anchorId: 'm' });
  });

  test('renaming takes the anchor along', () => {
    expect(wishOf('rename', 'm', 'Mia')).toEqual({ kind: 'rename', anchorId: 'm', name: 'Mia' });
  });
});

describe('of a face that is nobody’s yet', () => {
  test('a name and “never” are all there is', () => {
    expect(wishOf('name', undefined, 'Bob')).toEqual({ kind: 'name', name: 'Bob' });
    expect(wishOf('never', undefined, '')).toEqual({ kind: 'never' });
    expect(wishOf('confirm', undefined, '')).toBeUndefined();
    expect(wishOf('rename', undefined, 'Bob')).toBeUndefined();
  });
});

test.for([undefined, 'm'])('a name that is missing is no wish', (anchorId) => {
  expect(wishOf('name', anchorId, '')).toBeUndefined();
  expect(wishOf('rename', anchorId, '')).toBeUndefined();
});
