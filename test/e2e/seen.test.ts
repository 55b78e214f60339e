/** @file What a person cannot see bears no name, and labels keep off the page's own controls, whatever lies above a video. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { catchPopup } from '../../scripts/browser/popup.ts';
import { paintedBox } from './box-pixels.ts';
import { enrollPerson, startHarness, switchOn, type Harness } from './harness.ts';
import { namesOn, readOverlay, waitForNames, type ShownFace } from './overlay.ts';
import { waitUntil } from './wait-until.ts';

let harness: Harness;
let page: Page;

/** One video of known size in an otherwise empty page; `place` undoes what a test has done. */
const PREPARE = `
  demo.pause();
  window.video = document.querySelector('video');
  window.stream = video.srcObject;
  window.place = () => {
    document.body.innerHTML = '<div id="player" style="position: relative; width: 960px; height: 540px; margin: 60px 40px"></div>';
    document.body.style.cssText = 'margin: 0; background: #fff; padding: 0; max-width: none; display: block';
    document.querySelector('#player').prepend(video);
    video.controls = false;
    video.style.cssText = 'display: block; width: 960px; height: 540px; border: 0; padding: 0; max-width: none; object-fit: contain; border-radius: 0';
    window.clicks = [];
    return video.play();
  };
  window.lay = (css, parent = document.querySelector('#player'), tag = 'div') => {
    const element = document.createElement(tag);
    element.style.cssText = css;
    element.addEventListener('click', () => clicks.push(element.id || tag));
    parent.append(element);
    return element;
  };
  place();
`;

beforeAll(async () => {
  harness = await startHarness();
  page = await harness.open('?static=sample1');
  const popup = await switchOn(harness, page);
  await enrollPerson(page, popup, 'Clara');
  await enrollPerson(page, popup, 'Mira');
  await popup.close();
  await page.evaluate(PREPARE);
});
afterAll(async () => {
  await harness.close();
});
beforeEach(async () => {
  await page.evaluate('place()');
  await waitForNames(page, ['Clara', 'Mira']);
});

const BOTH = ['Clara', 'Mira'];

/** Faces that are drawn. */
async function drawn(): Promise<ShownFace[]> {
  return (await readOverlay(page)).filter(({ rect }) => rect.width > 0);
}

async function waitForDrawn(names: readonly string[]): Promise<void> {
  await waitUntil(
    async () => {
      const faces = await drawn();
      return (
        faces
          .filter(({ state }) => state === 'named')
          .map(({ name }) => name)
          .sort()
          .join() === names.join()
      );
    },
    `there are boxes for ${names.join() || 'nobody'}`,
  );
}

async function faceOf(name: string): Promise<ShownFace> {
  return waitUntil(async () => (await drawn()).find((face) => face.name === name), `${name} has a box`);
}

const middleOf = ({ x, y, width, height }: ShownFace['rect']): [number, number] => [
  x + width / 2,
  y + height / 2,
];

test.each([
  ['transparent', `video.style.opacity = 0`],
  ['within something transparent', `document.querySelector('#player').style.opacity = 0`],
  ['hidden', `video.style.visibility = 'hidden'`],
])('a video that is %s bears no names, and gets them back', async (_, hide) => {
  await page.evaluate(hide);
  await waitForDrawn([]);
  await page.evaluate(`for (const one of [video, document.querySelector('#player')]) {
    one.style.opacity = 1;
    one.style.visibility = 'visible';
  }`);
  await waitForDrawn(BOTH);
});

test('what lies under a header, a sheet or another video bears no names; a transparent layer covers nothing', async () => {
  const { rect } = await faceOf('Mira');
  const header = `position: fixed; left: 0; top: 0; width: ${String(rect.x + rect.width + 60)}px; height: 100%`;
  await page.evaluate(`lay('${header}')`);
  await page.evaluate(`lay('position: absolute; inset: 0; background: linear-gradient(transparent, #000c)')`);
  await page.evaluate(`lay('position: absolute; inset: 0', undefined, 'canvas')`);
  await waitForDrawn(BOTH);
  for (const paint of ['background: #fff', 'background: #222; opacity: 0.9']) {
    await page.evaluate(
      `document.body.append(Object.assign(document.createElement('div'), { id: 'cover' }))`,
    );
    await page.evaluate(`document.querySelector('#cover').style.cssText = '${header}; ${paint}'`);
    await waitForDrawn(['Clara']);
    await page.evaluate(`document.querySelector('#cover').remove()`);
    await waitForDrawn(BOTH);
  }
  await page.evaluate(`(() => {
    const advert = lay('position: absolute; inset: 0; width: 960px; height: 540px; object-fit: fill', undefined, 'video');
    const paper = document.createElement('canvas');
    paper.width = 320; paper.height = 180;
    const pen = paper.getContext('2d');
    advert.srcObject = paper.captureStream(10);
    setInterval(() => { pen.fillStyle = pen.fillStyle === '#112233' ? '#112234' : '#112233'; pen.fillRect(0, 0, 320, 180); }, 100);
    advert.muted = true;
    return advert.play();
  })()`);
  await waitForDrawn([]);
});

test('in full screen, another video’s labels are away', async () => {
  await page.evaluate(
    `lay('position: absolute; left: 700px; top: 560px; width: 240px; height: 40px; background: #abc').id = 'other'`,
  );
  await page.evaluate(`document.querySelector('#other').requestFullscreen()`);
  await waitForDrawn([]);
  await page.evaluate('document.exitFullscreen()');
  await waitForDrawn(BOTH);
});

test('boxes are painted in full screen by the older call, in a dialog, and in a popover that comes later', async () => {
  const inPixels = async (what: string): Promise<void> => {
    await waitForDrawn(BOTH);
    await waitUntil(async () => (await paintedBox(page)) !== undefined, `boxes are painted ${what}`);
  };
  await page.evaluate(`document.querySelector('#player').webkitRequestFullscreen()`);
  await page.waitForFunction('document.fullscreenElement !== null');
  await inPixels('in full screen');
  await page.evaluate('document.exitFullscreen()');
  await page.waitForFunction('document.fullscreenElement === null');

  await page.evaluate(`(() => {
    const dialog = document.createElement('dialog');
    dialog.append(document.querySelector('#player'));
    document.body.append(dialog);
    dialog.showModal();
  })()`);
  await inPixels('in the dialog');
  const { label } = await faceOf('Clara');
  const surface = await catchPopup(harness.browser, () => page.mouse.click(...middleOf(label)));
  await surface.close();
  await page.evaluate(`(() => {
    const sheet = Object.assign(document.createElement('div'), { popover: 'manual' });
    sheet.append(document.querySelector('#player'));
    document.querySelector('dialog').close();
    document.body.append(sheet);
    sheet.showPopover();
  })()`);
  await inPixels('in the popover');
});

test('on a label the pointer is still on the player, which gets the wheel', async () => {
  const { label } = await faceOf('Clara');
  await page.evaluate(
    `window.wheels = 0; document.querySelector('#player').addEventListener('wheel', () => { wheels += 1; })`,
  );
  await page.mouse.move(...middleOf(label));
  expect(await page.evaluate(`document.querySelector('#player').matches(':hover')`)).toBe(true);
  await page.mouse.wheel({ deltaY: 10 });
  await page.waitForFunction('wheels > 0');
});

test('a button of the page under a label gets its click, and the label moves away', async () => {
  const { label } = await faceOf('Clara');
  await page.evaluate(`(() => {
    const button = lay('position: fixed; left: ${String(label.x - 10)}px; top: ${String(label.y - 5)}px; width: ${String(label.width + 20)}px; height: ${String(label.height + 10)}px', document.body, 'button');
    button.id = 'skip';
  })()`);
  await page.mouse.click(...middleOf(label));
  await page.waitForFunction(`clicks.includes('skip')`);
  await waitUntil(async () => {
    const { label: now } = await faceOf('Clara');
    return Math.abs(now.y - label.y) > label.height;
  }, 'the label is elsewhere');
});

test('a close-up has its whole label within the picture, and off the controls', async () => {
  await page.evaluate(
    `video.style.objectFit = 'cover'; video.style.objectPosition = '80% 25%'; document.querySelector('#player').style.height = '540px'`,
  );
  await page.evaluate(
    `Object.assign(video.style, { width: '300px', height: '160px' }); Object.assign(document.querySelector('#player').style, { width: '300px', height: '160px' })`,
  );
  const frame = (await page.evaluate(
    `(({ x, y, width, height }) => ({ x, y, width, height }))(video.getBoundingClientRect())`,
  )) as ShownFace['rect'];
  await waitUntil(async () => {
    const named = (await drawn()).filter(({ state }) => state === 'named');
    return named.length > 0 && named.every(({ canvas }) => isWithin(canvas, frame));
  }, 'labels are whole');
});

function isWithin(inner: ShownFace['rect'], { x, y, width, height }: ShownFace['rect']): boolean {
  return (
    inner.x >= x - 1 &&
    inner.y >= y - 1 &&
    inner.x + inner.width <= x + width + 1 &&
    inner.y + inner.height <= y + height + 1
  );
}

test('one person who is in the picture twice, small and mirrored the second time, bears the name twice, steadily', async () => {
  await page.evaluate(`(() => {
    const paper = Object.assign(document.createElement('canvas'), { width: 960, height: 540 });
    const pen = paper.getContext('2d');
    const { videoWidth: w, videoHeight: h } = video;
    const part = [w * 0.64, h * 0.02, w * 0.34, h * 0.68];
    setInterval(() => {
      pen.fillRect(0, 0, 960, 540);
      pen.drawImage(video, ...part, 0, 0, 480, 540);
      pen.save();
      pen.translate(960, 0);
      pen.scale(-1, 1);
      pen.drawImage(video, ...part, 40, 200, 240, 270);
      pen.restore();
    }, 50);
    const twice = Object.assign(document.createElement('video'), { muted: true, srcObject: paper.captureStream(20) });
    twice.style.cssText = 'position: absolute; left: 0; top: 0; width: 960px; height: 540px';
    document.querySelector('#player').append(twice);
    return twice.play();
  })()`);
  await waitForDrawn(['Clara', 'Clara']);
  let steady = 0;
  await waitUntil(async () => {
    const names = (await drawn()).map(({ name }) => name).join();
    steady = names === 'Clara,Clara' ? steady + 1 : 0;
    return steady >= 20;
  }, 'both go on bearing it');
});

test('names stay while nothing is above the video', async () => {
  expect(await namesOn(page)).toEqual(BOTH);
});
