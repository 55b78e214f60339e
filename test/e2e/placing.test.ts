/** @file The box lies on the face whatever the page does to the video: asserted by the pixels of screenshots. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paintedBox } from './box-pixels.ts';
import { enrollPerson, startHarness, switchOn, type Harness } from './harness.ts';
import { namesOn, readOverlay, waitForNames } from './overlay.ts';
import { waitUntil } from './wait-until.ts';

let harness: Harness;
let page: Page;

beforeAll(async () => {
  harness = await startHarness();
  page = await harness.open('?static=sample1');
  const popup = await switchOn(harness, page);
  await enrollPerson(page, popup, 'Clara');
  await popup.close();
  // A still picture in a frame of known size; the marker will lie where the face's box must be.
  await page.evaluate(`(async () => {
    demo.pause();
    const video = document.querySelector('video');
    document.body.innerHTML = '<div id="outer"><div id="inner" style="position: relative; width: 640px; height: 360px; margin: 200px"><div id="marker" style="position: absolute; visibility: hidden"></div></div></div>';
    document.querySelector('#inner').prepend(video);
    video.style.cssText = 'display: block; width: 640px; height: 360px; border: 0; padding: 0; max-width: none; object-fit: contain; border-radius: 0';
    video.controls = false;
    document.documentElement.style.cssText = 'background: #fff';
    document.body.style.cssText = 'margin: 0; background: #fff; padding: 0; max-width: none; display: block';
    window.scrollTo(0, 0);
    await video.play();
  })()`);
  await waitForNames(page, ['Clara']);
  const box = await settledBox();
  await page.evaluate(`(() => {
    const { x, y } = document.querySelector('video').getBoundingClientRect();
    const marker = document.querySelector('#marker').style;
    marker.left = ${String(box.x)} - x + 'px';
    marker.top = ${String(box.y)} - y + 'px';
    marker.width = '${String(box.width)}px';
    marker.height = '${String(box.height)}px';
  })()`);
});
afterAll(async () => {
  await harness.close();
});

/** The named face's place, once it stands still. */
async function settledBox(): Promise<{ x: number; y: number; width: number; height: number }> {
  let before = '';
  let box = { x: 0, y: 0, width: 0, height: 0 };
  await waitUntil(async () => {
    const named = (await readOverlay(page)).find(({ state }) => state === 'named');
    if (named === undefined) return false;
    box = named.rect;
    const now = JSON.stringify(box);
    const isSettled = now === before;
    before = now;
    return isSettled;
  }, 'the named box stands still');
  return box;
}

/** Waits until the painted box lies within 1 % of the picture's size of where the marker is. */
async function expectBoxOnMarker(): Promise<void> {
  let report = 'nothing painted';
  await waitUntil(async () => {
    const painted = await paintedBox(page);
    if (painted === undefined) return false;
    const [marker, size] = (await page.evaluate(`(() => {
      const { left, top, right, bottom } = document.querySelector('#marker').getBoundingClientRect();
      const video = document.querySelector('video').getBoundingClientRect();
      return [{ left, top, right, bottom }, Math.max(video.width, video.height)];
    })()`)) as [typeof painted, number];
    const off = Math.max(
      Math.abs(painted.left - marker.left),
      Math.abs(painted.top - marker.top),
      Math.abs(painted.right - marker.right),
      Math.abs(painted.bottom - marker.bottom),
    );
    report = `${off.toFixed(1)} px of ${size.toFixed(0)}: ${JSON.stringify({ painted, marker })}`;
    return off <= size * 0.01;
  }, 'the painted box lies on the face').catch((error: unknown) => {
    throw new Error(`${String(error)} Off by ${report}`);
  });
  expect(await namesOn(page)).toEqual(['Clara']);
}

async function style(css: { outer?: string; inner?: string; video?: string }): Promise<void> {
  await page.evaluate(`(() => {
    const add = (element, text) => {
      element.dataset.plain ??= element.style.cssText;
      element.style.cssText = element.dataset.plain + ';' + text;
    };
    add(document.querySelector('#outer'), ${JSON.stringify(css.outer ?? '')});
    add(document.querySelector('#inner'), ${JSON.stringify(css.inner ?? '')});
    add(document.querySelector('video'), ${JSON.stringify(css.video ?? '')});
  })()`);
}

test.for([
  ['plain', {}],
  ['turned by 17 degrees', { inner: 'transform: rotate(17deg)' }],
  ['turned by a quarter', { inner: 'transform: rotate(90deg)' }],
  ['upside down', { inner: 'rotate: 180deg' }],
  [
    'turned by the rotate property, within a scaled ancestor',
    { outer: 'scale: 0.8', inner: 'rotate: -30deg' },
  ],
  ['scaled unevenly', { outer: 'transform: scale(1.2, 0.7)' }],
  ['skewed', { outer: 'transform: skewX(12deg)' }],
  ['mirrored', { inner: 'transform: scaleX(-1)' }],
  ['mirrored about the vertical axis', { outer: 'transform: rotateY(180deg)' }],
  ['zoomed by CSS', { outer: 'zoom: 1.25' }],
  ['moved while scrolled', { outer: 'height: 3000px; transform: translateY(-60px)' }],
] as const)('%s', async ([, css]) => {
  await style(css);
  await expectBoxOnMarker();
});

test('on a screen with two pixels for one', async () => {
  await style({});
  const viewport = page.viewport();
  await page.setViewport({ width: 1280, height: 860, deviceScaleFactor: 2 });
  await expectBoxOnMarker();
  await page.setViewport(viewport);
});

test('a mirrored picture keeps its names readable', async () => {
  await style({ inner: 'transform: scaleX(-1)' });
  await expectBoxOnMarker();
  const { x, width } = await settledBox();
  const middle = (await page.evaluate('innerWidth')) as number;
  expect(x + width / 2).toBeLessThan(middle / 2);
});

test('what an ancestor cuts off is not drawn', async () => {
  await style({ inner: 'overflow: hidden; width: 300px' });
  await waitUntil(async () => (await paintedBox(page)) === undefined, 'the box that lies outside is gone');
  await style({});
  await expectBoxOnMarker();
});

test('full screen of the container', async () => {
  await style({});
  await page.evaluate(`document.querySelector('#inner').requestFullscreen()`);
  await page.waitForFunction(() => document.fullscreenElement !== null);
  await page.evaluate(`document.querySelector('video').style.objectFit = 'contain'`);
  await expectBoxOnMarker();
  await page.evaluate('document.exitFullscreen()');
  await page.waitForFunction(() => document.fullscreenElement === null);
  await expectBoxOnMarker();
});

/** The face's place within the picture, from where the marker was put first. */
interface Fitted {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Moves the marker to the face of a picture that lies so within #inner; undefined puts it back. */
async function fitMarker(picture: Fitted | undefined): Promise<void> {
  await page.evaluate(`(() => {
    const { style, dataset } = document.querySelector('#marker');
    dataset.plain ??= style.cssText;
    style.cssText = dataset.plain;
    const picture = ${JSON.stringify(picture ?? null)};
    if (picture === null) return;
    const part = (name, whole) => Number.parseFloat(style[name]) / whole;
    const place = { left: part('left', 640), top: part('top', 360), width: part('width', 640), height: part('height', 360) };
    style.left = picture.left + place.left * picture.width + 'px';
    style.top = picture.top + place.top * picture.height + 'px';
    style.width = place.width * picture.width + 'px';
    style.height = place.height * picture.height + 'px';
  })()`);
}

/** The picture is 16:9; what CSS makes of it is worked out by hand. */
test.for([
  [
    'covering a square, a bit to the left',
    'width: 400px; height: 400px; object-fit: cover; object-position: 80% 50%',
    // 400 px of height are 711.1 px of width; 80 % of what is too much lies at the left.
    { left: (400 - 711.1) * 0.8, top: 0, width: 711.1, height: 400 },
  ],
  [
    'filling a tall box',
    'width: 300px; height: 420px; object-fit: fill',
    { left: 0, top: 0, width: 300, height: 420 },
  ],
  [
    'contained at the bottom right, within borders and padding',
    'width: 600px; height: 500px; box-sizing: content-box; border: 7px solid #eee; padding: 11px 23px; object-position: right bottom',
    { left: 7 + 23, top: 7 + 11 + (500 - 337.5), width: 600, height: 337.5 },
  ],
] as const)('%s', async ([, video, picture]) => {
  await style({ video });
  await fitMarker(picture);
  await expectBoxOnMarker();
  await fitMarker(undefined);
});

test('in a container that is scrolled', async () => {
  await style({ outer: 'height: 420px; width: 700px; overflow: auto' });
  await page.evaluate(`document.querySelector('#outer').scrollTo(120, 190)`);
  await expectBoxOnMarker();
  await page.evaluate(`document.querySelector('#outer').scrollTo(0, 0)`);
});

test.for([1.5, 0.8])('in a browser zoomed to %s', async (zoom) => {
  await style({});
  const helper = await harness.extensionPage('src/ui/settings/index.html');
  const setZoom = (factor: number): Promise<unknown> =>
    helper.evaluate(`(async () => {
      const [tab] = await chrome.tabs.query({ url: '${harness.server.url}*' });
      await chrome.tabs.setZoom(tab.id, ${String(factor)});
    })()`);
  await setZoom(zoom);
  await page.bringToFront();
  await waitUntil(
    async () => ((await page.evaluate('devicePixelRatio')) as number) !== 1,
    'the page is zoomed',
  );
  await expectBoxOnMarker();
  await setZoom(1);
  await helper.close();
  await waitUntil(
    async () => ((await page.evaluate('devicePixelRatio')) as number) === 1,
    'the zoom is undone',
  );
});

test('in full screen, when it is the video itself that fills it', async () => {
  await style({ outer: 'height: 0' });
  const video = await page.waitForSelector('video');
  await page.evaluate(
    `document.querySelector('video').addEventListener('click', ({ target }) => target.requestFullscreen(), { once: true })`,
  );
  await video?.click();
  await page.waitForFunction(() => document.fullscreenElement !== null);
  // The video fills the window now, its picture the window's width or height.
  const { width, height } = (await page.evaluate(`({ width: innerWidth, height: innerHeight })`)) as {
    width: number;
    height: number;
  };
  const scale = Math.min(width / 16, height / 9);
  const size = { width: 16 * scale, height: 9 * scale };
  const place = (await page.evaluate(`(() => {
    const { style } = document.querySelector('#marker');
    return { x: Number.parseFloat(style.left) / 640, y: Number.parseFloat(style.top) / 360, width: Number.parseFloat(style.width) / 640 };
  })()`)) as { x: number; y: number; width: number };
  const left = (width - size.width) / 2 + place.x * size.width;
  const top = (height - size.height) / 2 + place.y * size.height;
  await waitUntil(async () => {
    const painted = await paintedBox(page);
    if (painted === undefined) return false;
    const off = Math.max(
      Math.abs(painted.left - left),
      Math.abs(painted.top - top),
      Math.abs(painted.right - left - place.width * size.width),
    );
    return off <= size.width * 0.01;
  }, 'the box lies on the face in full screen');
  await page.evaluate('document.exitFullscreen()');
  await style({});
  await expectBoxOnMarker();
});
