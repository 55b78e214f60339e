/** @file Collecting looks at a face in a video: how long it takes, what ends it, and when it is refused. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Advice, Hint } from '../../src/core/enrollment/advice.ts';
import { looksToSave } from '../../src/core/enrollment/coach.ts';
import { LookCollection, progressOf, type Collected } from '../../src/offscreen/look-collection.ts';
import type { CollectMode } from '../../src/protocol/enroll-messages.ts';
import { LIMITS, NOBODY, lookAt, pass, sceneWith, type Scene } from './enroll-scene.ts';

vi.mock('webextension-polyfill', () => import('./polyfill.ts'));

interface Watched {
  readonly collection: LookCollection;
  readonly progress: { readonly advice: Advice; readonly hint: Hint | undefined }[];
}

function collect({ video }: Scene, mode: CollectMode = 'passive', view = NOBODY): Watched {
  const progress: Watched['progress'] = [];
  const onProgress = (advice: Advice, hint: Hint | undefined): void => {
    progress.push({ advice, hint });
  };
  const collection = new LookCollection({ video, track: 1, view, mode, onProgress });
  // Refusals are looked at later than they come.
  collection.collected.catch(() => undefined);
  return { collection, progress };
}

const positions = ({ coach }: Collected): number[] =>
  looksToSave(coach).map(({ embedding }) => Number(embedding[0]?.toFixed(2)));

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('of a video that plays', () => {
  test('five looks that differ are enough; it tells of each, and clears up behind it', async () => {
    const scene = sceneWith([]);
    const eager = vi.spyOn(scene.session, 'setEager');
    const { collection, progress } = collect(scene);
    for (const [position, slot] of [[0], [0.3], [-0.3], [0.1, 'left'], [0.2, 'up']] as const) {
      scene.look(lookAt(position, slot));
    }
    expect(positions(await collection.collected)).toEqual([0, 0.3, -0.3, 0.1, 0.2]);
    expect(progress.map(({ advice }) => advice.collected)).toEqual([0, 1, 2, 3, 4]);
    expect(scene.video.lookListeners.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(eager.mock.calls[0]).toEqual([1, true]);
    expect(eager.mock.calls.at(-1)).toEqual([1, false]);
  });

  test('a face that never changes takes two seconds, and three looks', async () => {
    const scene = sceneWith([]);
    const { collection } = collect(scene);
    for (let i = 0; i < 10; i++) {
      scene.look(lookAt(0.01 * i));
      await pass(200);
    }
    expect(positions(await collection.collected)).toHaveLength(3);
    expect(performance.now()).toBeLessThanOrEqual(2200);
  });

  test('after four seconds it takes what has come', async () => {
    const scene = sceneWith([]);
    const { collection } = collect(scene);
    scene.look(lookAt(0));
    await pass(4000);
    expect(positions(await collection.collected)).toEqual([0]);
  });

  test('poor looks are none', async () => {
    const scene = sceneWith([]);
    const { collection, progress } = collect(scene);
    for (let i = 0; i < 8; i++) scene.look(lookAt(0, 'front', { quality: 0.29 }));
    await pass(4000);
    await expect(collection.collected).rejects.toMatchObject({ code: 'face-not-clear' });
    expect(progress.every(({ advice }) => advice.collected === 0)).toBe(true);
  });

  test('what was seen before counts, unless it was somebody else', async () => {
    const same = sceneWith([lookAt(0.3)]);
    const first = collect(same);
    same.look(lookAt(0));
    await pass(4000);
    expect(positions(await first.collection.collected)).toEqual([0, 0.3]);

    // 0.53 from the new one: one track all the same, but not one face.
    const other = sceneWith([lookAt(0.53)]);
    const second = collect(other);
    other.look(lookAt(0));
    await pass(4000);
    expect(positions(await second.collection.collected)).toEqual([0]);
  });

  test('looks at other faces are not its own', async () => {
    const scene = sceneWith([]);
    const { collection } = collect(scene);
    scene.look(lookAt(0));
    scene.look(lookAt(0.3), 2);
    await pass(4000);
    expect(positions(await collection.collected)).toEqual([0]);
  });
});

describe('where nothing more can come', () => {
  test('a face that has left is taken from the looks that were kept, at once', async () => {
    const scene = sceneWith([lookAt(0), lookAt(0.3)]);
    scene.frame(5000);
    expect(positions(await collect(scene).collection.collected)).toEqual([0, 0.3]);
  });

  test('a paused video is not waited for', async () => {
    const scene = sceneWith([lookAt(0)], 'paused');
    expect(positions(await collect(scene).collection.collected)).toEqual([0]);
  });

  test.for([
    [
      'a face that has left without a good look',
      [lookAt(0, 'front', { quality: 0.2 })],
      'watching',
      'face-gone',
    ],
    ['a paused video without a good look', [], 'paused', 'face-not-clear'],
  ] as const)('%s is refused', async ([, before, state, code]) => {
    const scene = sceneWith(before, state);
    if (code === 'face-gone') scene.frame(5000);
    await expect(collect(scene).collection.collected).rejects.toMatchObject({ code });
  });
});

describe('when somebody else comes', () => {
  test('two looks at them in a row end it, and what is there is kept without them', async () => {
    const scene = sceneWith([]);
    const { collection } = collect(scene);
    for (const position of [0, 0.3, -0.3, 3, 3.1]) scene.look(lookAt(position));
    const collected = await collection.collected;
    expect(positions(collected)).toEqual([0, 0.3, -0.3]);
    expect(collected.isCutShort).toBe(true);
  });

  test('with less than three looks before, it is refused', async () => {
    const scene = sceneWith([]);
    const { collection } = collect(scene);
    for (const position of [0, 0.3, 3, 3.1]) scene.look(lookAt(position));
    await expect(collection.collected).rejects.toMatchObject({ code: 'face-mixed' });
  });

  test('after a cut, somebody else in the same place ends it', async () => {
    const scene = sceneWith([]);
    const { collection } = collect(scene, 'coached');
    scene.look(lookAt(0));
    scene.cut();
    scene.frame(100, 0.4);
    scene.look(lookAt(3), 2);
    await pass(200);
    const collected = await collection.collected;
    expect(positions(collected)).toEqual([0]);
    expect(collected.isCutShort).toBe(true);
  });

  test('after a cut, the same person in the same place goes on', async () => {
    const scene = sceneWith([]);
    const { collection } = collect(scene, 'coached');
    scene.look(lookAt(0));
    scene.cut();
    scene.frame(100, 0.4);
    scene.look(lookAt(0.1), 2);
    await pass(200);
    scene.look(lookAt(0.3), 2);
    collection.finish();
    const collected = await collection.collected;
    expect(positions(collected)).toEqual([0, 0.3]);
    expect(collected).toMatchObject({ isCutShort: false, track: 2 });
  });

  test('somebody in another place is no matter', async () => {
    const scene = sceneWith([]);
    const { collection, progress } = collect(scene, 'coached');
    scene.look(lookAt(0));
    scene.cut();
    scene.frame(100, 0.7);
    scene.look(lookAt(3), 2);
    await pass(4000);
    expect(progress.at(-1)?.hint).toBe('come-back');
    await pass(1500);
    expect(await collection.collected).toMatchObject({ isCutShort: false });
  });
});

describe('of a person who can be told', () => {
  test('it asks for one side after the other, and ends by itself when all are there', async () => {
    const scene = sceneWith([]);
    const { collection, progress } = collect(scene, 'coached');
    const hints: (Hint | undefined)[] = [];
    for (const [position, slot] of [[0], [0.1, 'left'], [0.2, 'right'], [0.15, 'up']] as const) {
      scene.look(lookAt(position, slot));
      hints.push(progress.at(-1)?.hint);
      await pass(1600);
    }
    expect(hints).toEqual(['turn-left', 'turn-right', 'look-up', 'look-down']);
    scene.look(lookAt(0.25, 'down'));
    expect(positions(await collection.collected)).toHaveLength(5);
  });

  test('it waits seven seconds for somebody who does not follow', async () => {
    const scene = sceneWith([]);
    const { collection } = collect(scene, 'coached');
    let isOver = false;
    void collection.collected.then(() => (isOver = true));
    for (let i = 0; i < 6; i++) {
      scene.look(lookAt(0.01 * i));
      await pass(1000);
    }
    expect(isOver).toBe(false);
    await pass(1400);
    expect(isOver).toBe(true);
  });

  test('finish takes what is there', async () => {
    const scene = sceneWith([]);
    const { collection } = collect(scene, 'coached');
    scene.look(lookAt(0));
    collection.finish();
    expect(positions(await collection.collected)).toEqual([0]);
  });
});

describe('collecting more', () => {
  test('goes on from what it had, without hurry, for a minute', async () => {
    const scene = sceneWith([]);
    const first = collect(scene);
    scene.look(lookAt(0));
    first.collection.finish();
    const { coach } = await first.collection.collected;
    const eager = vi.spyOn(scene.session, 'setEager');
    const more = new LookCollection({
      video: scene.video,
      track: 1,
      view: NOBODY,
      mode: 'more',
      coach,
      onProgress: () => undefined,
    });
    expect(eager).toHaveBeenCalledWith(1, false);
    scene.look(lookAt(0.01));
    await pass(30_000);
    scene.look(lookAt(0.1, 'left'));
    await pass(30_000);
    expect(positions(await more.collected)).toEqual([0, 0.1, 0.01]);
  });
});

describe('when another network takes over while it collects', () => {
  test('only its looks are taken, however near the others’ numbers are', async () => {
    const scene = sceneWith([lookAt(0)]);
    const { collection } = collect(scene);
    scene.look(lookAt(0.01));
    scene.look(lookAt(0.1, 'front', { modelId: 'facenet' }));
    scene.look(lookAt(0.4, 'left', { modelId: 'facenet' }));
    await pass(4000);
    expect(positions(await collection.collected)).toEqual([0.1, 0.4]);
  });

  test('its limits hold, not those from before', async () => {
    const scene = sceneWith([]);
    let current = LIMITS;
    const view = {
      gallery: NOBODY.gallery,
      get limits() {
        return current;
      },
    };
    const { collection } = collect(scene, 'passive', view);
    current = { ...LIMITS, maxSpread: 5 };
    for (const position of [0, 3]) scene.look(lookAt(position, 'front', { modelId: 'facenet' }));
    await pass(4000);
    expect(positions(await collection.collected)).toEqual([0, 3]);
  });
});

test('one place is left open as long as something is missing', () => {
  const advice = {
    covered: [],
    lumaSpread: 0,
    isSmall: false,
    isEnough: true,
    isComplete: false,
    isFull: false,
  };
  const missing: readonly Hint[] = ['turn-left'];
  expect(progressOf({ ...advice, collected: 2, missing }, undefined).wanted).toBe(5);
  expect(progressOf({ ...advice, collected: 6, missing }, undefined).wanted).toBe(7);
  expect(progressOf({ ...advice, collected: 6, missing: [] }, undefined).wanted).toBe(6);
});
