/** @file Finding people of the page, and their order. */
import { expect, test } from 'vitest';
import type { Anchor } from '../../../../src/core/gallery/anchor.ts';
import { findPerson, nameOf } from '../../../../src/ui/people/people-context.ts';
import { sortPeople } from '../../../../src/ui/people/sort-people.ts';

const person = (id: string, name: string): Anchor => ({
  id,
  name,
  createdAtMs: 0,
  isNeverNamed: false,
  samples: [],
});
const perform = () => Promise.resolve();

test('people are found by their id in the list that is there now', () => {
  const people = { anchors: [person('a', 'Ann'), person('b', 'Bob')], perform };
  expect(findPerson(people, 'b')?.name).toBe('Bob');
  expect(findPerson(people, undefined)).toBeUndefined();
  const later = { anchors: [person('b', 'Robert')], perform };
  expect(nameOf(later, 'b')).toBe('Robert');
  expect(nameOf(later, 'a')).toBe('somebody');
  expect(nameOf(people, 'a')).toBe('Ann');
});

test('by name, numbers count as numbers, and equal names keep one order', () => {
  const names = ['Guest 10', 'Guest 2', 'Élodie', 'Fritz'].map((name) => person(name, name));
  const twins = [person('2', 'Zoe'), person('1', 'Zoe')];
  expect(sortPeople([...names, ...twins], 'name', new Map()).map(({ id }) => id)).toEqual([
    'Élodie',
    'Fritz',
    'Guest 2',
    'Guest 10',
    '1',
    '2',
  ]);
});
