/** @file Small faces of a page's video: those that whole pictures do not show get their boxes too, and keep them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHarness, switchOn, type Harness } from './harness.ts';
import { readOverlay } from './overlay.ts';
import { waitUntil } from './wait-until.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
});

/**
 * The film's photo of three people, each of whose faces is 15.7 % of its height, in the right half of a grey picture of
 * 1280 x 720: so small that they are 4.5 % of its height.
 */
const MAKE_SMALL = `(async () => {
  const film = document.querySelector('video');
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [1280, 720];
  const context = canvas.getContext('2d', { alpha: false });
  const scale = 0.045 / 0.157;
  const draw = () => {
    context.fillStyle = '#7a828c';
    context.fillRect(0, 0, 1280, 720);
    context.imageSmoothingQuality = 'high';
    context.drawImage(film, 760, 240, 1280 * scale, 720 * scale);
    setTimeout(draw, 40);
  };
  draw();
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = canvas.captureStream(25);
  video.style.cssText = 'position: absolute; left: 0; top: 0; width: 960px; height: 540px';
  await video.play();
  film.style.cssText = 'position: absolute; top: 3000px';
  document.body.append(video);
})()`;

test('faces of 4.5 % of the height get their boxes', async () => {
  const page = await harness.open('?static=sample1');
  await page.evaluate(MAKE_SMALL);
  const popup = await switchOn(harness, page);
  await popup.close();
  await waitUntil(async () => {
    const faces = await readOverlay(page);
    return faces.length === 3;
  }, 'three boxes are there');
  const faces = await readOverlay(page);
  for (const { rect } of faces) {
    // In the part that shows the photo, and no larger than a head there: 4.5 % of 540 px are 24 px.
    expect(rect.x).toBeGreaterThan(760 * 0.75);
    expect(rect.height).toBeGreaterThan(12);
    expect(rect.height).toBeLessThan(48);
  }
});
