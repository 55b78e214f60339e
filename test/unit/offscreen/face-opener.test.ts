/** @file What a click on a label can have opened, and how often. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FaceOpener } from '../../../src/offscreen/face-opener.ts';
import type { WatchedVideo } from '../../../src/offscreen/watched-video.ts';

const background = vi.hoisted(() => ({ asked: [] as unknown[] }));
vi.mock('../../../src/platform/messenger.ts', () => ({
  askBackground: (type: string, payload: unknown) => {
    background.asked.push([type, payload]);
    return Promise.resolve({});
  },
}));

/** Video 1, in which track 3 is in view. */
function openerOf(tabId: number | undefined): FaceOpener {
  const video = { video: 1, session: { isPresent: (track: number) => track === 3 } };
  return new FaceOpener({ id: 5, tabId, videos: new Map([[1, video as unknown as WatchedVideo]]) });
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  background.asked = [];
});
afterEach(() => {
  vi.useRealTimers();
});

test('a face in view opens, by its key', async () => {
  await openerOf(7).open(1, 3);
  expect(background.asked).toEqual([['face.open', { tabId: 7, face: '5/1/3' }]]);
});

test.for([
  ['a track that is not there', 7, 1, 4],
  ['a video that is not there', 7, 2, 3],
  ['a document without a tab', undefined, 1, 3],
] as const)('%s opens nothing', async ([, tabId, video, track]) => {
  await openerOf(tabId).open(video, track);
  expect(background.asked).toEqual([]);
});

test('twenty a minute, and again after a minute', async () => {
  const opener = openerOf(7);
  for (let click = 0; click < 50; click++) await opener.open(1, 3);
  expect(background.asked).toHaveLength(20);
  vi.advanceTimersByTime(60_000);
  await opener.open(1, 3);
  expect(background.asked).toHaveLength(21);
});
