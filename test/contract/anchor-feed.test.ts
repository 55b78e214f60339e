/** @file The saved anchors as a page follows them: each record is checked once, and what changes meanwhile is not lost. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Anchor } from '../../src/core/gallery/anchor.ts';
import { followAnchors } from '../../src/platform/anchor-feed.ts';
import type { StoredAnchors } from '../../src/platform/anchor-shelf.ts';
import { moveToBin, removeAnchors, writeAnchor } from '../../src/platform/anchor-store.ts';
import { toAnchorRecord } from '../../src/protocol/anchor-record.ts';
import { installFakeBrowser, type FakeBrowser } from './fake-browser.ts';

vi.mock('webextension-polyfill', () => import('./polyfill.ts'));

let fake: FakeBrowser;
let seen: StoredAnchors[];
let failures: unknown[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  fake = installFakeBrowser();
  [seen, failures] = [[], []];
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function anchor(index: number, name = `Person ${String(index)}`): Anchor {
  return {
    id: `a${String(index)}`,
    name,
    createdAtMs: index,
    isNeverNamed: false,
    samples: [
      {
        id: `s${String(index)}`,
        enrolledAtMs: index,
        source: 'tab',
        quality: 0.5,
        cropUrl: 'data:image/jpeg;base64,AAAA',
        embeddings: { compact: Float32Array.of(index, -1 / 3) },
      },
    ],
  };
}

function save(amount: number): void {
  for (let index = 0; index < amount; index++)
    fake.store(`anchor:a${String(index)}`, toAnchorRecord(anchor(index)));
}

function follow(): void {
  stop = followAnchors({
    onStored: (stored) => seen.push(stored),
    onFailed: (error) => failures.push(error),
  });
}

/** Until nothing is left to do, and no timer to wait for. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1000);
}

const latest = (): StoredAnchors => {
  const last = seen.at(-1);
  if (last === undefined) throw new Error('nobody was told');
  return last;
};

test('more people than are read at once are told once, oldest first', async () => {
  save(250);
  const get = vi.spyOn(fake.api.storage.local, 'get');
  follow();
  await settle();
  expect(seen).toHaveLength(1);
  expect(latest().anchors.map(({ id }) => id)).toEqual(
    Array.from({ length: 250 }, (_, index) => `a${String(index)}`),
  );
  expect(get.mock.calls.map(([keys]) => keys?.length)).toEqual([100, 100, 50]);
});

test('a change is told without reading again, and everybody else stays the same object', async () => {
  save(3);
  follow();
  await settle();
  const before = latest();
  const get = vi.spyOn(fake.api.storage.local, 'get');
  await writeAnchor(anchor(1, 'Somebody else'));
  await settle();
  expect(get).not.toHaveBeenCalled();
  expect(latest().anchors.map(({ name }) => name)).toEqual(['Person 0', 'Somebody else', 'Person 2']);
  expect(latest().anchors[0]).toBe(before.anchors[0]);
  expect(latest().anchors[1]?.samples[0]?.embeddings['compact']).toEqual(Float32Array.of(1, -1 / 3));
});

test('what changes while the rest is being read stays', async () => {
  save(250);
  follow();
  await Promise.all([writeAnchor(anchor(0, 'New name')), removeAnchors([anchor(249)])]);
  await settle();
  expect(latest().anchors).toHaveLength(249);
  expect(latest().anchors[0]?.name).toBe('New name');
  expect(latest().anchors.at(-1)?.id).toBe('a248');
});

test('moving to the bin is told as one change', async () => {
  save(2);
  follow();
  await settle();
  await moveToBin(anchor(0), 5);
  await settle();
  expect(seen).toHaveLength(2);
  expect(latest().anchors.map(({ id }) => id)).toEqual(['a1']);
  expect(latest().binned.map(({ id, deletedAtMs }) => [id, deletedAtMs])).toEqual([['a0', 5]]);
});

test('a burst of changes is told a few times only', async () => {
  save(2);
  follow();
  await settle();
  for (let index = 0; index < 100; index++) {
    await writeAnchor(anchor(1, `Name ${String(index)}`));
    await vi.advanceTimersByTimeAsync(5);
  }
  await settle();
  expect(latest().anchors[1]?.name).toBe('Name 99');
  expect(seen.length).toBeLessThan(10);
});

test('a damaged record is told as damaged, and as an anchor once it is written anew', async () => {
  save(1);
  fake.store('anchor:a1', { version: 2, id: 'a1' });
  fake.store('aside:anchor:x', {});
  follow();
  await settle();
  expect(latest().damaged).toEqual([{ key: 'anchor:a1' }, { key: 'aside:anchor:x' }]);
  await writeAnchor(anchor(1));
  await settle();
  expect(latest().anchors).toHaveLength(2);
  expect(latest().damaged).toEqual([{ key: 'aside:anchor:x' }]);
});

test('settings and other areas are no news', async () => {
  follow();
  await settle();
  fake.onStorageChanged.emit({ settings: {} }, 'local');
  fake.onStorageChanged.emit({ 'anchor:x': {} }, 'session');
  await settle();
  expect(seen).toHaveLength(1);
});

test('when they cannot be read that is told, and the next change is a reason to try again', async () => {
  save(1);
  const get = vi.spyOn(fake.api.storage.local, 'get').mockRejectedValueOnce(new Error('corrupt'));
  follow();
  await settle();
  expect(failures).toMatchObject([{ code: 'storage-failed' }]);
  get.mockRestore();
  await writeAnchor(anchor(1));
  await settle();
  expect(latest().anchors).toHaveLength(2);
});

test('whoever stops is told nothing more', async () => {
  save(1);
  follow();
  await settle();
  await writeAnchor(anchor(1));
  stop();
  await settle();
  expect(seen).toHaveLength(1);
});
