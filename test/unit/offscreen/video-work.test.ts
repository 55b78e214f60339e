/** @file One frame of a video at the recognizer, the latest one behind it, and regions only when asked for. */
import { beforeEach, expect, test } from 'vitest';
import { HostAllowance, type PortAllowance } from '../../../src/core/limits/host-allowance.ts';
import { SITE_LIMITS } from '../../../src/core/limits/host-limits.ts';
import { FIRST_SAMPLE } from '../../../src/core/pace/sample-wish.ts';
import { VideoWork } from '../../../src/offscreen/video-work.ts';
import { box, pixels } from '../protocol/message-cases.ts';

const frame = (seq: number) => ({
  type: 'frame' as const,
  video: 1,
  seq,
  view: box,
  pixels: pixels(),
  pictureWidthPx: 640,
  pictureHeightPx: 360,
  pageMs: 1,
});
const region = (seq: number, track: number) => ({
  type: 'region' as const,
  video: 1,
  seq,
  track,
  region: box,
  pixels: pixels(),
});
const settle = () => new Promise(setImmediate);

let allowance: PortAllowance | undefined;
let work: VideoWork;
let begun: number[];
let finish: (() => void)[];

beforeEach(() => {
  allowance = new HostAllowance({ ...SITE_LIMITS, inHand: 2 }).openPort('https://example.org');
  work = new VideoWork(allowance);
  [begun, finish] = [[], []];
});

function send(seq: number): void {
  work.takeFrame(frame(seq), 0, () => {
    begun.push(seq);
    return new Promise((resolve) => finish.push(resolve));
  });
}

const answer = (seq: number, tracks: readonly number[]) => {
  const wanted = tracks.map((track) => ({ track, region: box, sizePx: 2 }));
  work.note({ type: 'faces', video: 1, seq, faces: [], wanted, next: FIRST_SAMPLE });
};

test('of many frames at once, the first and the latest are looked at', async () => {
  for (const seq of [1, 2, 3, 4]) send(seq);
  expect(begun).toEqual([1]);
  finish[0]?.();
  await settle();
  expect(begun).toEqual([1, 4]);
});

test('what is done makes room, and what is closed with the video too', async () => {
  send(1);
  send(2);
  expect(allowance?.takeFrame(1, 0)).toBe(false);
  work.close();
  expect(allowance?.takeFrame(1, 0)).toBe(true);
  expect(allowance?.takeFrame(1, 0)).toBe(false);
  finish[0]?.();
  await settle();
  expect(begun).toEqual([1]);
  expect(allowance?.takeFrame(1, 0)).toBe(true);
});

test('a task that fails makes room too, and the next frame is looked at', async () => {
  work.takeFrame(frame(1), 0, () => Promise.reject(new Error('recognizer gone')));
  await settle();
  send(2);
  expect(begun).toEqual([2]);
});

test('regions that were not asked for are not looked at', async () => {
  const looked: number[] = [];
  const look = (seq: number, track: number) => {
    work.takeRegion(region(seq, track), 0, () => {
      looked.push(track);
      return Promise.resolve();
    });
  };
  look(1, 5);
  answer(1, [5, 6]);
  look(1, 5);
  look(1, 5);
  look(2, 6);
  look(1, 7);
  await settle();
  look(1, 6);
  expect(looked).toEqual([5, 6]);
});

test('the extension’s own pages have no rate, and still one frame at a time', () => {
  work = new VideoWork(undefined);
  for (let seq = 1; seq <= 2000; seq++) send(seq);
  expect(begun).toEqual([1]);
});
