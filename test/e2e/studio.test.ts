/** @file Studio with files, the screen and the webcam: effects by their pixels, and what can be saved. */
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { PNG } from 'pngjs';
import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDownloads, type Downloads, type SavedFile } from '../../scripts/browser/downloads.ts';
import { enrollFace, listFaces, press } from '../../scripts/demo/popup-driver.ts';
import { PHOTOS } from '../../scripts/demo/truth.ts';
import { cameraArgs, startCamera } from './camera.ts';
import { startHarness, type Harness } from './harness.ts';
import { playFile, writeClip } from './media-files.ts';
import { readOverlay, waitForNames } from './overlay.ts';
import { photoPath } from './photos.ts';
import { waitUntil } from './wait-until.ts';

const STUDIO = 'src/ui/studio/index.html';

let harness: Harness;
let folder: string;
let downloads: Downloads;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nametag-studio-'));
  await copyFile(photoPath('sample1'), path.join(folder, 'group.jpg'));
  harness = await startHarness({
    args: await cameraArgs(folder),
  });
  downloads = await openDownloads(harness.browser, path.join(folder, 'downloads'));
  const demo = await harness.open('?static=sample1');
  await writeClip(demo, 3, 'video/webm;codecs=vp8,opus', path.join(folder, 'clip.webm'));
});
afterAll(async () => {
  await harness.close();
  await rm(folder, { recursive: true, force: true });
});

async function openStudio(source: 'webcam' | 'screen' | 'files'): Promise<Page> {
  const page = await harness.extensionPage(`${STUDIO}#${source}`);
  await page.waitForSelector(`[data-testid="source-${source}"][aria-current="page"]`);
  return page;
}

async function addFiles(page: Page, ...names: string[]): Promise<void> {
  const input = await page.waitForSelector('input[data-testid="files-input"]');
  await (input as ElementHandle<HTMLInputElement>).uploadFile(
    ...names.map((name) => path.join(folder, name)),
  );
  await waitUntil(
    async () => (await page.$$('[data-testid="file-item"]')).length === names.length,
    'the files are on the list',
  );
}

async function statesOf(page: Page): Promise<(string | null)[]> {
  return page.$$eval('[data-testid="file-item"]', (rows) =>
    rows.map((row) => row.getAttribute('data-state')),
  );
}

async function finish(page: Page): Promise<void> {
  await press(page, '[data-testid="files-start"]');
  await waitUntil(
    async () => (await statesOf(page)).every((state) => state === 'done' || state === 'failed'),
    'all files are finished',
  );
}

async function choose(page: Page, ...effects: string[]): Promise<void> {
  for (const one of await page.$$('[data-testid^="effect-"]')) {
    const [id, isOn] = await one.evaluate((element) => [
      element.getAttribute('data-testid')?.slice('effect-'.length) ?? '',
      element.getAttribute('aria-pressed') === 'true',
    ]);
    if (effects.includes(String(id)) !== isOn) await press(page, `[data-testid="effect-${String(id)}"]`);
  }
}

/** @returns the file that the button saves */
async function saved(page: Page, testId: string): Promise<SavedFile> {
  return downloads.savedBy(() => press(page, `[data-testid="${testId}"]`));
}

async function savedText(page: Page, testId: string): Promise<string> {
  const { path: file } = await saved(page, testId);
  return readFile(file, 'utf8');
}

async function savedBytes(page: Page, testId: string): Promise<Buffer> {
  const { path: file } = await saved(page, testId);
  return readFile(file);
}

interface Difference {
  readonly faces: number;
  readonly elsewhere: number;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

const PHOTO_FACES: readonly Place[] = PHOTOS.sample1.faces.map(({ box }) => ({
  x: box.x + box.width / 2,
  y: box.y + box.height / 2,
}));

async function photoAsBitmap(): Promise<string> {
  const photo = (await readFile(photoPath('sample1'))).toString('base64');
  return `await createImageBitmap(new Blob([Uint8Array.from(atob('${photo}'), (character) => character.charCodeAt(0))]))`;
}

/** Mean difference of the brightness to the original, in the middles of the faces and along the picture's lower edge. */
async function differenceOf(
  page: Page,
  selector: string,
  original: string,
  faces: readonly Place[],
): Promise<Difference> {
  return (await page.evaluate(`(async () => {
    const shown = document.querySelector(${JSON.stringify(selector)});
    if (shown instanceof HTMLImageElement) await shown.decode();
    const [width, height] = [640, 426];
    const read = (image) => {
      const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
      context.drawImage(image, 0, 0, width, height);
      return context;
    };
    const [a, b] = [read(${original}), read(shown)];
    const compare = (x, y, w, h) => {
      const [one, two] = [a, b].map((context) => context.getImageData(x, y, w, h).data);
      let sum = 0;
      for (let index = 0; index < one.length; index += 4) sum += Math.abs(one[index + 1] - two[index + 1]);
      return sum / (one.length / 4);
    };
    const faces = ${JSON.stringify(faces)}.map(({ x, y }) =>
      compare(Math.round(x * width) - 12, Math.round(y * height) - 14, 24, 28));
    return { faces: Math.min(...faces), elsewhere: compare(0, Math.round(height * 0.9), width, 40) };
  })()`)) as Difference;
}

const DRAWING = '[data-testid="stage-drawing"]';
const VIDEO = `document.querySelector('[data-testid="camera-video"]')`;

/** The image of an expression, mirrored. */
function mirrorOf(image: string): string {
  return `((image) => {
    const [width, height] = [image.videoWidth ?? image.width, image.videoHeight ?? image.height];
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context.setTransform(-1, 0, 0, 1, width, 0);
    context.drawImage(image, 0, 0, width, height);
    return context.canvas;
  })(${image})`;
}

/** The camera's first pictures may be of another size than all that follow: what was drawn of those is nothing to compare. */
async function isDrawnAsLargeAsVideo(page: Page): Promise<boolean> {
  return (await page.evaluate(`(() => {
    const [drawing, video] = [document.querySelector('${DRAWING}'), ${VIDEO}];
    return !drawing.hidden && drawing.width === video.videoWidth && drawing.height === video.videoHeight;
  })()`)) as boolean;
}

/** Waits until the stage has been drawn so often from now on, over so long a time: a slow machine takes longer. */
async function waitForDrawn(page: Page, times: number, durationMs: number): Promise<void> {
  await page.evaluate(`(() => {
    const context = document.querySelector('${DRAWING}').getContext('2d');
    globalThis.drawnAtMs = [];
    context.drawImage = (...values) => {
      globalThis.drawnAtMs.push(performance.now());
      CanvasRenderingContext2D.prototype.drawImage.apply(context, values);
    };
  })()`);
  await waitUntil(async () => {
    const drawnAtMs = (await page.evaluate('globalThis.drawnAtMs')) as number[];
    return drawnAtMs.length >= times && (drawnAtMs.at(-1) ?? 0) - (drawnAtMs[0] ?? 0) > durationMs;
  }, 'the stage has been drawn often enough');
}

async function pixelsOf(page: Page, selector: string): Promise<string> {
  return page.$eval(selector, (canvas) => (canvas as HTMLCanvasElement).toDataURL());
}

async function isBlank(page: Page, selector: string): Promise<boolean> {
  return page.$eval(selector, (element) => {
    const canvas = element as HTMLCanvasElement;
    const context = canvas.getContext('2d');
    return (
      context?.getImageData(0, 0, canvas.width, canvas.height).data.every((value) => value === 0) ?? false
    );
  });
}

describe('files', () => {
  test('a picture, a video and something else: each is told what became of it', async () => {
    await writeFile(path.join(folder, 'notes.txt'), 'no media');
    const page = await openStudio('files');
    await addFiles(page, 'group.jpg', 'clip.webm', 'notes.txt');
    await finish(page);
    expect(await statesOf(page)).toEqual(['done', 'done', 'failed']);
    const texts = await page.$$eval('[data-testid="file-item"]', (rows) =>
      rows.map((row) => row.textContent),
    );
    expect(texts[0]).toContain('3 unknown faces');
    expect(texts[1]).toContain('3 unknown faces');
    expect(texts[2]).toContain('neither a picture nor a video');
  });

  test('the results can be saved: video, faces, table and JSON', async () => {
    const page = await openStudio('files');
    await addFiles(page, 'clip.webm');
    await finish(page);
    const video = await saved(page, 'file-save');
    expect(video.name).toBe('clip_out.webm');
    expect(await playFile(page, video.path)).toMatchObject({ hasSound: true });
    const faces = unzipSync(await savedBytes(page, 'file-save-crops'));
    expect(Object.keys(faces).sort()).toEqual(['Unknown-2.png', 'Unknown-3.png', 'Unknown.png']);
    for (const face of Object.values(faces))
      expect(PNG.sync.read(Buffer.from(face)).width).toBeGreaterThan(40);
    const table = await savedText(page, 'file-save-csv');
    expect(table).toBe('name,from_s,to_s,frames\r\n');
    const report: unknown = JSON.parse(await savedText(page, 'file-save-json'));
    expect(report).toMatchObject({ input: 'clip.webm', people: {}, unknownTracks: 3 });
  });

  test.for([
    ['boxes', { faces: [0, 5], elsewhere: [0, 3] }],
    ['blur-everybody', { faces: [9, 255], elsewhere: [0, 3] }],
    ['blur-unknown', { faces: [9, 255], elsewhere: [0, 3] }],
    ['blur-named', { faces: [0, 5], elsewhere: [0, 3] }],
    ['sketch', { faces: [30, 255], elsewhere: [30, 255] }],
    ['spotlight', { faces: [30, 255], elsewhere: [3, 255] }],
    ['background-image', { faces: [0, 6], elsewhere: [3, 255] }],
    ['background-blur', { faces: [0, 6], elsewhere: [0, 255] }],
  ] as const)('%s changes what it should, and nothing else', async ([effect, wanted]) => {
    const page = await openStudio('files');
    await choose(page, effect);
    await addFiles(page, 'group.jpg');
    await finish(page);
    await page.waitForSelector('[data-testid="file-picture"]');
    const difference = await differenceOf(
      page,
      '[data-testid="file-picture"]',
      await photoAsBitmap(),
      PHOTO_FACES,
    );
    for (const part of ['faces', 'elsewhere'] as const) {
      expect(difference[part], part).toBeGreaterThanOrEqual(wanted[part][0]);
      expect(difference[part], part).toBeLessThanOrEqual(wanted[part][1]);
    }
  });

  test('work can be paused, continued and canceled', async () => {
    const page = await openStudio('files');
    await addFiles(page, 'clip.webm');
    await press(page, '[data-testid="files-start"]');
    const progress = (): Promise<number> =>
      page.$eval('[data-testid="file-item"]', (row) => Number(row.getAttribute('data-progress') ?? 0));
    await waitUntil(async () => (await progress()) > 0.05, 'the work has begun');
    await press(page, '[data-testid="files-pause"]');
    await waitUntil(
      async () => (await page.$eval('.file-state', (element) => element.textContent)).startsWith('Paused'),
      'it says that it is paused',
    );
    const held = await progress();
    await page.evaluate('new Promise((resolve) => setTimeout(resolve, 1000))');
    expect((await progress()) - held).toBeLessThan(0.1);
    await press(page, '[data-testid="files-pause"]');
    await waitUntil(async () => (await progress()) > held + 0.1, 'the work goes on');
    await press(page, '[data-testid="files-cancel"]');
    await waitUntil(async () => (await statesOf(page))[0] === 'canceled', 'the work is canceled');
    await finish(page);
    expect(await statesOf(page)).toEqual(['done']);
  });

  test('a part that ends before it begins is refused before any work', async () => {
    const page = await openStudio('files');
    await addFiles(page, 'clip.webm');
    await page.type('[data-testid="files-from"]', '2');
    await page.type('[data-testid="files-to"]', '1');
    await page.keyboard.press('Tab');
    await page.waitForSelector('[data-testid="range-error"]');
    expect(await page.$('[data-testid="files-start"][disabled]')).not.toBeNull();
  });

  test('a video plays with live names before any work', async () => {
    const page = await openStudio('files');
    await addFiles(page, 'clip.webm');
    await page.waitForSelector('[data-testid="file-video"]');
    await page.$eval('[data-testid="file-video"]', async (video) => {
      (video as HTMLVideoElement).loop = true;
      (video as HTMLVideoElement).muted = true;
      await (video as HTMLVideoElement).play();
    });
    await waitUntil(async () => (await readOverlay(page)).length === 3, 'the three faces are boxed');
  });
});

describe('live', () => {
  test('faces in front of the webcam are hidden in the picture itself, and the bare video with them', async () => {
    const page = await openStudio('webcam');
    await choose(page, 'blur-everybody');
    await startCamera(page);
    let difference: Difference = { faces: 0, elsewhere: 0 };
    await waitUntil(async () => {
      const faces = await listFaces(page);
      if (faces.length !== 3 || !(await isDrawnAsLargeAsVideo(page))) return false;
      const mirrored = faces.map(({ x, y }) => ({ x: 1 - x, y }));
      difference = await differenceOf(page, DRAWING, mirrorOf(VIDEO), mirrored);
      return difference.faces > 9;
    }, 'the faces are blurred');
    expect(difference.elsewhere).toBeLessThan(3);
    expect(
      await page.$eval('[data-testid="camera-video"]', (video) => getComputedStyle(video).visibility),
    ).toBe('hidden');
    expect(await readOverlay(page)).toEqual([]);
  });

  test('what is chosen while no frame comes is drawn at once, and nothing of before shows through', async () => {
    const page = await openStudio('webcam');
    await choose(page, 'blur-everybody');
    await startCamera(page);
    await waitUntil(async () => (await listFaces(page)).length === 3, 'the faces are there');
    await waitUntil(() => isDrawnAsLargeAsVideo(page), 'the picture is drawn');
    // A stream that is held gives no frame: what changes from now on is not the camera's doing.
    await page.$eval('[data-testid="camera-video"]', (video) => {
      (video as HTMLVideoElement).pause();
    });
    await waitUntil(async () => {
      const before = await pixelsOf(page, DRAWING);
      return (await pixelsOf(page, DRAWING)) === before;
    }, 'the picture is held');
    await page.evaluate(`(async () => {
      globalThis.before = await createImageBitmap(document.querySelector('${DRAWING}'));
    })()`);
    await press(page, '[data-testid="camera-mirror"][aria-checked="true"]');
    await waitUntil(
      async () => (await differenceOf(page, DRAWING, mirrorOf('globalThis.before'), [])).elsewhere < 3,
      'the held picture is mirrored no more',
    );
    await choose(page, 'boxes');
    await page.waitForSelector(`${DRAWING}[hidden]`);
    await choose(page, 'blur-everybody');
    await page.waitForSelector(`${DRAWING}:not([hidden])`);
    expect(await isBlank(page, DRAWING)).toBe(true);
  });

  test('a picture, a recording and the faces of the webcam can be saved', async () => {
    const page = await openStudio('webcam');
    await choose(page, 'boxes');
    await startCamera(page);
    // A camera's first pictures may differ from all that follow.
    await waitUntil(
      async () => (await readOverlay(page)).filter(({ state }) => state === 'unknown').length === 3,
      'the three faces are known to be strangers',
    );
    const centerX = 0.767 + 0.106 / 2;
    await enrollFace(page, ({ x }) => Math.abs(x - centerX) < 0.05, 'Clara');
    await waitForNames(page, ['Clara']);
    const still = PNG.sync.read(await savedBytes(page, 'save-picture'));
    expect(still.width).toBeGreaterThan(300);
    await press(page, '[data-testid="save-recording"]');
    await page.waitForSelector('[data-testid="save-recording"][data-state="on"]');
    await waitForDrawn(page, 10, 3000);
    const recording = await saved(page, 'save-recording');
    const played = await playFile(page, recording.path);
    expect(played.durationS).toBeGreaterThan(1);
    expect(played.widthPx).toBe(still.width);
    const faces = unzipSync(await savedBytes(page, 'save-crops'));
    expect(Object.keys(faces)).toContain('Clara.png');
    const report = JSON.parse(await savedText(page, 'save-json')) as {
      people: Record<string, { frames: number }>;
    };
    expect(report.people['Clara']?.frames).toBeGreaterThan(1);
  });
});
