/** @file What counts as told: only what was read after the last change. */
import { expect, test } from 'vitest';
import { createTelling, type Telling } from '../../../src/background/telling.ts';

/** A telling whose pushes arrive one by one, when they are let. */
function scene(isTold = false): {
  telling: Telling;
  pushes: () => number;
  letPush: () => void;
} {
  let told = isTold;
  let pushed = 0;
  const waiting: (() => void)[] = [];
  const telling = createTelling({
    push: () =>
      new Promise((resolve) => {
        pushed++;
        waiting.push(resolve);
      }),
    readTold: () => Promise.resolve(told),
    writeTold: (value) => {
      told = value;
      return Promise.resolve();
    },
  });
  return { telling, pushes: () => pushed, letPush: () => waiting.shift()?.() };
}

test('a browser that was just started has been told nothing', async () => {
  expect(await scene().telling.isDone()).toBe(false);
});

test('told of all, there is nothing to tell', async () => {
  const { telling, letPush } = scene();
  const told = telling.tell();
  letPush();
  await told;
  expect(await telling.isDone()).toBe(true);
});

test('a change has to be told, from before it is made on', async () => {
  const { telling } = scene(true);
  const isDone = await telling.around(() => telling.isDone());
  expect(isDone).toBe(false);
  expect(await telling.isDone()).toBe(false);
});

test('a change that fails may have been made in part', async () => {
  const { telling } = scene(true);
  const failing = telling.around(() => Promise.reject(new Error('full')));
  await expect(failing).rejects.toThrow('full');
  expect(await telling.isDone()).toBe(false);
});

test('what changes while it is told is told by whoever changed it', async () => {
  const { telling, letPush } = scene();
  const told = telling.tell();
  await telling.around(() => Promise.resolve());
  letPush();
  await told;
  expect(await telling.isDone()).toBe(false);
  const again = telling.tell();
  letPush();
  await again;
  expect(await telling.isDone()).toBe(true);
});

test('so is a change that was under way before', async () => {
  const { telling, letPush } = scene();
  let endChange = (): void => undefined;
  const change = telling.around(
    () =>
      new Promise<void>((resolve) => {
        endChange = resolve;
      }),
  );
  const told = telling.tell();
  await Promise.resolve();
  endChange();
  await change;
  letPush();
  await told;
  expect(await telling.isDone()).toBe(false);
});

test('a push that fails has told nothing', async () => {
  const telling = createTelling({
    push: () => Promise.reject(new Error('gone')),
    readTold: () => Promise.resolve(false),
    writeTold: () => Promise.reject(new Error('must not be written')),
  });
  await expect(telling.tell()).rejects.toThrow('gone');
});
