/** @file Regions of an arena never overlap, and what is given back is given out again. */
import { expect, test } from 'vitest';
import { Arena } from '../../../../src/recognition/kernels/arena.ts';

test('regions lie side by side, each at a cache line', () => {
  const arena = new Arena({ start: 640, bytes: 256 });
  expect(arena.take(100)).toEqual({ start: 640, bytes: 128 });
  expect(arena.take(64)).toEqual({ start: 768, bytes: 64 });
  expect(() => arena.take(65)).toThrow('no 65 bytes are free');
});

test('what is given back joins its free neighbors, on either side', () => {
  const arena = new Arena({ start: 0, bytes: 256 });
  const [one, two, three] = [arena.take(64), arena.take(64), arena.take(128)];
  arena.giveBack(one);
  arena.giveBack(three);
  arena.giveBack(two);
  expect(arena.take(256)).toEqual({ start: 0, bytes: 256 });
});

test('the first part that is large enough is taken, and no part twice', () => {
  const arena = new Arena({ start: 0, bytes: 256 });
  const first = arena.take(64);
  arena.take(64);
  arena.giveBack(first);
  expect(arena.take(128).start).toBe(128);
  expect(arena.take(64).start).toBe(0);
  expect(() => arena.take(1)).toThrow('no 1 bytes');
});
