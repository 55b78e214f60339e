/** @file When the overlay is drawn: at once, with the video's next frame, and now and then by itself. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FollowLoop } from '../../../src/video/follow-loop.ts';

const DISPLAY_FRAME_MS = 16;

let drawn: number;
let isMoving: boolean;
let loop: FollowLoop;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('requestAnimationFrame', (draw: (nowMs: number) => void) =>
    Number(
      setTimeout(() => {
        draw(performance.now());
      }, DISPLAY_FRAME_MS),
    ),
  );
  vi.stubGlobal('cancelAnimationFrame', (id: number) => {
    clearTimeout(id);
  });
  // As on a page that has been open for a while: nothing has moved lately.
  vi.advanceTimersByTime(10_000);
  drawn = 0;
  isMoving = false;
  loop = new FollowLoop(() => {
    drawn += 1;
    return isMoving;
  });
});
afterEach(() => {
  loop.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('what is new', () => {
  test('is drawn before the next display frame', () => {
    loop.request();
    vi.advanceTimersByTime(DISPLAY_FRAME_MS);
    expect(drawn).toBe(1);
  });

  test('and can wait is drawn with the frame that the video shows next, and not once more', () => {
    loop.request('with-the-next-frame');
    vi.advanceTimersByTime(30);
    expect(drawn).toBe(0);
    loop.request();
    vi.advanceTimersByTime(DISPLAY_FRAME_MS);
    expect(drawn).toBe(1);
    vi.advanceTimersByTime(60);
    expect(drawn).toBe(1);
  });

  test('and can wait is drawn soon where the video shows no other frame', () => {
    loop.request('with-the-next-frame');
    vi.advanceTimersByTime(40 + DISPLAY_FRAME_MS);
    expect(drawn).toBe(1);
  });

  test('is not put off by what comes after it', () => {
    for (let answer = 0; answer < 10; answer++) {
      loop.request('with-the-next-frame');
      vi.advanceTimersByTime(30);
    }
    expect(drawn).toBeGreaterThan(3);
  });

  test('does not wait for what can', () => {
    loop.request();
    loop.request('with-the-next-frame');
    vi.advanceTimersByTime(DISPLAY_FRAME_MS);
    expect(drawn).toBe(1);
  });
});

test('a page at rest is looked at a few times a second, one that moves with each display frame', () => {
  loop.request();
  vi.advanceTimersByTime(1000);
  expect(drawn).toBeGreaterThan(5);
  expect(drawn).toBeLessThan(12);
  isMoving = true;
  vi.advanceTimersByTime(200);
  drawn = 0;
  vi.advanceTimersByTime(20 * DISPLAY_FRAME_MS);
  expect(drawn).toBeGreaterThanOrEqual(19);
});

test('nothing is drawn any more after the end', () => {
  loop.request('with-the-next-frame');
  loop.stop();
  vi.advanceTimersByTime(1000);
  expect(drawn).toBe(0);
});
