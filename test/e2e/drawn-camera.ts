/** @file A camera in place of the real one: it shows a part of a photo, and another one when the test says so. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'puppeteer-core';
import { PHOTOS } from '../../scripts/demo/truth.ts';
import { photoPath } from './photos.ts';

const PHOTO_NAMES = ['sample1', 'sample3'] as const;
export type Sitter = 'Mira' | 'Salome' | 'Clara' | 'Greta' | 'Helen';

/** The picture around a face, so that every sitter's face is in the same place and of the same size. */
const AROUND = 3.2;

/** Call before the page is opened; then `sit` says who is in front of it. */
export async function installDrawnCamera(page: Page): Promise<void> {
  const photos = await Promise.all(
    PHOTO_NAMES.map(async (name) => [name, (await readFile(photoPath(name))).toString('base64')] as const),
  );
  await page.evaluateOnNewDocument(`(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const context = canvas.getContext('2d');
    const photos = ${JSON.stringify(Object.fromEntries(photos))};
    let shown;
    let tick = 0;
    let isMasked = false;
    globalThis.drawnCamera = {
      leave() {
        shown = undefined;
      },
      mask(isOn) {
        isMasked = isOn;
      },
      async show(photo, x, y, width, height) {
        const bytes = Uint8Array.from(atob(photos[photo]), (character) => character.charCodeAt(0));
        shown = [await createImageBitmap(new Blob([bytes])), x, y, width, height];
      },
    };
    setInterval(() => {
      // A picture that never changes would be no new frame.
      if (shown === undefined) {
        context.fillStyle = ['#777', '#787878'][tick++ % 2];
        context.fillRect(0, 0, 640, 480);
        return;
      }
      const [bitmap, x, y, width, height] = shown;
      const sway = Math.sin(tick++ / 9) * 0.004 * width;
      context.drawImage(bitmap, x + sway, y, width, height, 0, 0, 640, 480);
      if (!isMasked) return;
      // The face is ${String(Math.round(480 / AROUND))} pixels high, in the middle: from the bridge of the nose to below the chin.
      context.fillStyle = '#9cc4dc';
      context.beginPath();
      context.roundRect(262, 238, 116, 96, 30);
      context.fill();
    }, 40);
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(25);
  })()`);
}

/** Puts somebody in front of the camera. */
export async function sit(page: Page, sitter: Sitter): Promise<void> {
  for (const name of PHOTO_NAMES) {
    const { width, height, faces } = PHOTOS[name];
    const face = faces.find(({ person }) => person === sitter);
    if (face === undefined) continue;
    const heightPx = face.box.height * height * AROUND;
    const widthPx = (heightPx * 640) / 480;
    const left = (face.box.x + face.box.width / 2) * width - widthPx / 2;
    const top = (face.box.y + face.box.height / 2) * height - heightPx / 2;
    await page.evaluate(
      `drawnCamera.show('${name}', ${[left, top, widthPx, heightPx].map(Math.round).join()})`,
    );
    return;
  }
}

/** Whoever sits there wears a mask over nose and mouth. */
export async function mask(page: Page, isOn: boolean): Promise<void> {
  await page.evaluate(`drawnCamera.mask(${String(isOn)})`);
}

/** The chair stays empty until somebody sits down. */
export async function leave(page: Page): Promise<void> {
  await page.evaluate('drawnCamera.leave()');
}
