/** @file How often a video without faces is sampled. */
import { expect, test } from 'vitest';
import { Probing } from '../../../../src/core/pace/probing.ts';

/** The pauses after frames at these seconds, the first `faces` of which show a face. */
function pauses(seconds: readonly number[], faces = 0): (number | undefined)[] {
  const probing = new Probing();
  return seconds.map((second, index) => {
    probing.note(index < faces, second * 1000);
    return probing.pauseMs();
  });
}

test('a video that never showed a face is probed once a second after three seconds', () => {
  expect(pauses([0, 1, 2.9, 3, 4, 30])).toEqual([undefined, undefined, undefined, 1000, 1000, 1000]);
});

test('after a face: at the full rate for three seconds, then twice, later once a second', () => {
  expect(pauses([0, 5, 7.9, 8, 14.9, 15, 30], 2)).toEqual([
    undefined,
    undefined,
    undefined,
    500,
    500,
    1000,
    1000,
  ]);
});

test('the frame that finds a face asks for the full rate', () => {
  const probing = new Probing();
  for (const second of [0, 5]) probing.note(false, second * 1000);
  expect(probing.pauseMs()).toBe(1000);
  probing.note(true, 6000);
  expect(probing.pauseMs()).toBeUndefined();
});

test('a video that was away for long begins anew', () => {
  expect(pauses([0, 5, 36])).toEqual([undefined, 1000, undefined]);
});
