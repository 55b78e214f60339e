/** @file A network that never answers, such as one with an endless loop, is ended; a slow one that goes on is not. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { untilStalled } from '../../../../src/recognition/workers/until-stalled.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** As a worker: ended, its questions are rejected. */
function endless() {
  let resolve: (value: string) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<string>((...settle) => {
    [resolve, reject] = settle;
  });
  return {
    promise,
    resolve,
    stop: vi.fn(() => {
      reject(new Error('closed'));
    }),
  };
}

test('without progress it is stopped, and says why', async () => {
  const { promise, stop } = endless();
  const outcome = untilStalled(() => promise, stop, 1000).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(999);
  expect(stop).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(stop).toHaveBeenCalledOnce();
  expect(await outcome).toMatchObject({ code: 'model-too-slow' });
});

test('with progress it goes on for as long as it takes', async () => {
  const { promise, resolve, stop } = endless();
  let note = (): void => undefined;
  const outcome = untilStalled(
    (noteProgress) => {
      note = noteProgress;
      return promise;
    },
    stop,
    1000,
  );
  for (let step = 0; step < 5; step++) {
    await vi.advanceTimersByTimeAsync(900);
    note();
  }
  resolve('done');
  expect(await outcome).toBe('done');
  await vi.advanceTimersByTimeAsync(5000);
  expect(stop).not.toHaveBeenCalled();
});

test('what it says itself stays as it is', async () => {
  const work = (): Promise<never> => Promise.reject(new Error('no picture'));
  await expect(untilStalled(work, () => undefined, 1000)).rejects.toThrow('no picture');
});
