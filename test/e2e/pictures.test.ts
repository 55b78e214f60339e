import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PNG } from 'pngjs';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { press, waitForAnchor } from '../../scripts/demo/popup-driver.ts';
import { startHarness, switchOn, type Harness } from './harness.ts';
import { waitForNames } from './overlay.ts';
import { photoPath } from './photos.ts';

let harness: Harness;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nametag-pictures-'));
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  await rm(folder, { recursive: true, force: true });
});

async function choosePicture(page: Page, file: string): Promise<void> {
  const input = await page.waitForSelector('[data-testid="picture-input"]');
  if (input === null) throw new Error('There is no picture input.');
  // The element is a file input: puppeteer types it by its handle only.
  await (input as unknown as { uploadFile(...files: string[]): Promise<void> }).uploadFile(file);
}

test('a picture with several faces lets the person choose, and the chosen one is known in a video', async () => {
  const page = await harness.open('?static=sample3');
  const popup = await harness.popupInTab(page);
  await choosePicture(popup, photoPath('sample1'));
  await popup.waitForSelector('[data-testid="picture-face"]');
  const faces = await popup.$$('[data-testid="picture-face"]');
  expect(faces).toHaveLength(3);
  await faces[2]?.click();
  await popup.type('[data-testid="name-input"]', 'Clara');
  await press(popup, '[data-testid="name-save"]');
  expect(await waitForAnchor(popup, 'Clara')).toBe(1);
  await popup.close();
  await (await switchOn(harness, page)).close();
  await waitForNames(page, ['Clara']);
});

test('a picture that lies on its side shows its faces, and whose they are', async () => {
  const page = await harness.open('?novideo=1');
  const base64 = (await page.evaluate(`(async () => {
    const photo = await createImageBitmap(await (await fetch('/photos/sample1.jpg')).blob());
    const canvas = Object.assign(document.createElement('canvas'), { width: photo.height, height: photo.width });
    const context = canvas.getContext('2d');
    context.translate(photo.height, 0);
    context.rotate(Math.PI / 2);
    context.drawImage(photo, 0, 0);
    return canvas.toDataURL('image/jpeg').split(',')[1];
  })()`)) as string;
  const file = path.join(folder, 'lying.jpg');
  await writeFile(file, Buffer.from(base64, 'base64'));
  const popup = await harness.popupInTab(page);
  await choosePicture(popup, file);
  await popup.waitForSelector('[data-testid="picture-face"]');
  const names = await popup.$$eval('[data-testid="picture-face"]', (faces) =>
    faces.map((face) => face.getAttribute('data-name') ?? ''),
  );
  expect(names).toHaveLength(3);
  expect(names).toContain('Clara');
  await popup.close();
});

test('a picture without a face says so', async () => {
  const page = await harness.open('?novideo=1');
  const popup = await harness.popupInTab(page);
  const empty = path.join(folder, 'wall.png');
  await writeFile(empty, PNG.sync.write(new PNG({ width: 320, height: 240, fill: true })));
  await choosePicture(popup, empty);
  await popup.waitForFunction(() => document.body.textContent.includes('No face was found in this picture.'));
});

test('a file that is no picture gets one clear sentence', async () => {
  const page = await harness.open('?novideo=1');
  const popup = await harness.popupInTab(page);
  const text = path.join(folder, 'notes.png');
  await writeFile(text, 'not a picture at all');
  await choosePicture(popup, text);
  await popup.waitForFunction(() => document.body.textContent.includes('could not be opened as a picture'));
});

test('the strictness slider says how often a stranger would get a name, at each position', async () => {
  const page = await harness.open('?novideo=1');
  const popup = await harness.popupInTab(page);
  // Clara is saved since the first test.
  const estimate = await popup.waitForSelector('[data-testid="strictness-estimate"]');
  const read = () => estimate?.evaluate((element) => element.textContent);
  await popup.focus('[data-testid="strictness"]');
  await popup.keyboard.press('Home');
  await popup.waitForFunction(() =>
    /(?:Fewer than|About) 1 in [\d,]+ strangers would get a name/u.test(document.body.textContent),
  );
  const strict = await read();
  await popup.keyboard.press('End');
  await popup.waitForFunction(() =>
    /About 1 in [\d,]+ strangers would get a name/u.test(document.body.textContent),
  );
  expect(await read()).not.toBe(strict);
  expect(await popup.$eval('[data-testid="strictness-grounds"]', (element) => element.textContent)).toContain(
    'Estimated from 1 saved person',
  );
});
