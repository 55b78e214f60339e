/** @file The two pages of a soak, with Nametag switched on for both: a call, and a clip that begins again and again. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { grantOrigin } from '../browser/host-permission.ts';
import { openPopup } from '../browser/popup.ts';
import type { Product } from '../browser/product.ts';
import { openQuietPage } from '../browser/quiet-page.ts';
import { switchSite } from '../demo/popup-driver.ts';
import { PHOTOS, type Box } from '../demo/truth.ts';
import { runInPage } from '../eval-video/bundle-page.ts';
import { CLIP_PEOPLE } from '../eval-video/clip/film.ts';
import { writeGeneratedClip } from '../eval-video/clip/generated.ts';
import type {} from './page/call-page.ts';

const PHOTO_FOLDER = fileURLToPath(new URL('../../node_modules/@vladmandic/face-api/demo', import.meta.url));
const TILES = 4;

export interface SoakPages {
  readonly call: Page;
  readonly video: Page;
  /** While it is in front, nothing is watched. */
  readonly blank: Page;
  /** Any page of the extension that starts nothing. */
  readonly status: Page;
  addTile(): Promise<void>;
  removeTile(): Promise<void>;
  setPaused(isPaused: boolean): Promise<void>;
}

/** Draws the clip of `npm run eval:clip`: 34 s at 1280x720. */
export async function drawSoakClip({ browser, extensionId }: Product, file: string): Promise<void> {
  await writeGeneratedClip(browser, extensionId, 'whole', {
    input: file,
    labels: undefined,
    anchors: undefined,
  });
}

/** Some of those who are in the call and in the clip; the others are strangers. */
export async function enrollSome(product: Product): Promise<void> {
  for (const { name, photo } of CLIP_PEOPLE) {
    const seen = await product.see(path.join(PHOTO_FOLDER, `${photo}.jpg`));
    const truth = PHOTOS[photo].faces.find(({ person }) => person === name);
    const faces = seen.kind === 'faces' ? seen.faces : [];
    const face = faces.findIndex(({ box }) => truth !== undefined && holdsMiddleOf(box, truth.box));
    if (face === -1 || !(await product.enroll(face, name))) throw new Error(`${name} was not saved.`);
  }
}

function holdsMiddleOf(outer: Box, inner: Box): boolean {
  const [x, y] = [inner.x + inner.width / 2 - outer.x, inner.y + inner.height / 2 - outer.y];
  return x > 0 && x < outer.width && y > 0 && y < outer.height;
}

export async function openSoakPages(product: Product, url: string, clip: string): Promise<SoakPages> {
  const { browser, extensionId } = product;
  await grantOrigin(browser, extensionId, 'http://127.0.0.1/*');
  const blank = await browser.newPage();
  const status = await openQuietPage(browser, extensionId, '?tab=1');
  const open = async (): Promise<Page> => {
    const page = await browser.newPage();
    await page.goto(`${url}?novideo=1`);
    return page;
  };
  const video = await open();
  await playClip(video, clip);
  const call = await open();
  await runInPage(call, new URL('./page/call-page.ts', import.meta.url));
  await call.waitForFunction(() => globalThis.nametagSoakCall !== undefined);
  const pages: SoakPages = {
    call,
    video,
    blank,
    status,
    addTile: () => call.evaluate(() => globalThis.nametagSoakCall?.addTile()),
    removeTile: () => call.evaluate(() => globalThis.nametagSoakCall?.removeTile()),
    setPaused: (isPaused) =>
      video.evaluate(async (pauses) => {
        const clipVideo = document.querySelector('video');
        if (pauses) clipVideo?.pause();
        else await clipVideo?.play();
      }, isPaused),
  };
  for (let tile = 0; tile < TILES; tile++) await pages.addTile();
  const popup = await openPopup(browser, call);
  await switchSite(popup, true);
  await popup.close();
  return pages;
}

async function playClip(page: Page, clip: string): Promise<void> {
  await page.evaluate(() => {
    document.body.innerHTML = '<input type="file"><video loop muted style="width: 960px"></video>';
  });
  const input = await page.waitForSelector('input');
  if (input === null) throw new Error('The page takes no file.');
  // Puppeteer's type is that of any element; the selector says which one it is.
  await (input as Awaited<ReturnType<typeof page.waitForSelector<'input'>>> & object).uploadFile(clip);
  await page.evaluate(async () => {
    const file = document.querySelector('input')?.files?.[0];
    const video = document.querySelector('video');
    if (file === undefined || video === null) throw new Error('The clip did not arrive.');
    video.src = URL.createObjectURL(file);
    await video.play();
  });
}
