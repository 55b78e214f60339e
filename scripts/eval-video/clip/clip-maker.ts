/** @file The terminal's side of `page/clip-maker.ts`. */
import path from 'node:path';
import { writeFile } from 'node:fs/promises';
import type { Browser } from 'puppeteer-core';
import type { BoundingBox } from '../../../src/core/geometry/bounding-box.ts';
import { SetupError } from '../../setup/setup-error.mjs';
import { runInPage } from '../bundle-page.ts';
import type { ClipOptions, ClipShot } from '../page/clip-maker.ts';

export interface ClipMaker {
  draw(shots: readonly ClipShot[], options: ClipOptions, file: string): Promise<void>;
  cut(picture: string, part: BoundingBox, file: string): Promise<void>;
  close(): Promise<void>;
}

/** @param pictures files; shots call them by their names without folders */
export async function openClipMaker(
  browser: Browser,
  extensionId: string,
  pictures: readonly string[],
): Promise<ClipMaker> {
  const page = await browser.newPage();
  // Encoding is for secure pages only; this one starts nothing.
  await page.goto(`chrome-extension://${extensionId}/manifest.json`);
  await runInPage(page, 'clip-maker.ts');
  const input = await page.waitForSelector('input[id=nametag-eval-pictures]');
  await input?.uploadFile(...pictures);
  return {
    async draw(shots, options, file) {
      const content = await page
        .evaluate((list, how) => nametagClip.draw(list, how), shots, options)
        .catch((cause: unknown) => {
          throw new SetupError(`${path.basename(file)} could not be drawn from its pictures.`, { cause });
        });
      await writeFile(file, Buffer.from(content, 'base64'));
    },
    async cut(picture, part, file) {
      const content = await page.evaluate((name, box) => nametagClip.cut(name, box), picture, part);
      await writeFile(file, Buffer.from(content, 'base64'));
    },
    close: () => page.close(),
  };
}
