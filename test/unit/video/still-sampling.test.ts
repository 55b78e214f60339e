/** @file How often a picture that stands still is looked at. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StillSampling } from '../../../src/video/still-sampling.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Each sample is answered at once. */
function sampling(isSettled: (samples: number) => boolean) {
  const state = { samples: 0 };
  const still = new StillSampling({
    sample: () => {
      state.samples += 1;
      still.continue();
    },
    isSettled: () => isSettled(state.samples),
  });
  return { still, state };
}

test('a picture that is known is not sampled at all, and leaves no timer', () => {
  const { still, state } = sampling(() => true);
  still.begin();
  expect(vi.getTimerCount()).toBe(0);
  vi.runAllTimers();
  expect(state.samples).toBe(0);
});

test('one that is not is sampled until it is, and no longer', () => {
  const { still, state } = sampling((samples) => samples >= 4);
  still.begin();
  vi.runAllTimers();
  expect(state.samples).toBe(4);
  expect(vi.getTimerCount()).toBe(0);
});

test('faces that nobody can judge are given up after a dozen', () => {
  const { still, state } = sampling(() => false);
  still.begin();
  vi.runAllTimers();
  expect(state.samples).toBe(12);
  still.begin();
  vi.runAllTimers();
  expect(state.samples).toBe(24);
});

test('a verdict that comes while it waits makes the next sample needless', () => {
  let isSettled = false;
  const { still, state } = sampling(() => isSettled);
  still.begin();
  vi.advanceTimersByTime(1);
  expect(state.samples).toBe(1);
  isSettled = true;
  vi.runAllTimers();
  expect(state.samples).toBe(1);
});

test('stopping takes the timer away', () => {
  const { still, state } = sampling(() => false);
  still.begin();
  still.stop();
  expect(vi.getTimerCount()).toBe(0);
  expect(state.samples).toBe(0);
});
