/** @file People saved at once, from squares of pictures around their faces: the recognizer embeds them when it learns of them. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { toAnchorRecord } from '../../src/protocol/anchor-record.ts';
import { SAMPLE_FACES } from '../model/sample-faces.ts';

/** Share of a saved crop that the square around a face takes: as the detector's box does. */
const FACE_SHARE = 0.69;

export interface SavedFace {
  readonly name: string;
  /** An image data URL of 192x192 pixels. */
  readonly cropUrl: string;
}

/** Everybody of the npm package's group photos twice, the second time brighter: twelve people, 24 photos. */
export async function savePhotoFaces(page: Page): Promise<void> {
  const faces: SavedFace[] = [];
  for (const [index, { photo, x, y, size }] of SAMPLE_FACES.entries()) {
    const url = new URL(
      `../../node_modules/@vladmandic/face-api/demo/sample${String(photo)}.jpg`,
      import.meta.url,
    );
    const picture = (await readFile(fileURLToPath(url))).toString('base64');
    for (const filter of ['none', 'brightness(1.15)']) {
      const cropUrl = await page.evaluate(cutSquare, {
        picture,
        filter,
        left: x + size / 2 - size / 2 / FACE_SHARE,
        top: y + size / 2 - size / 2 / FACE_SHARE,
        side: size / FACE_SHARE,
      });
      faces.push({ name: `Person ${String(index + 1)}`, cropUrl });
    }
  }
  await saveFaces(page, faces);
}

/** A picture that is filled by one face, with the surroundings that a saved crop has; black where the picture ends. */
export async function cutFace(page: Page, file: string): Promise<string> {
  const picture = (await readFile(file)).toString('base64');
  return page.evaluate(cutSquare, { picture, filter: 'none', left: 0, top: 0, side: 0 });
}

/** In place of everybody who was saved before. @param page of the extension */
export async function saveFaces(page: Page, faces: readonly SavedFace[]): Promise<void> {
  const names = [...new Set(faces.map(({ name }) => name))];
  const records = names.map((name, index) => {
    const samples = faces
      .filter((face) => face.name === name)
      .map(({ cropUrl }, at) => ({
        id: `sample-${String(index)}-${String(at)}`,
        enrolledAtMs: 1,
        source: 'picture' as const,
        quality: 1,
        cropUrl,
        embeddings: {},
      }));
    const anchor = { id: `saved-${String(index)}`, name, createdAtMs: index, isNeverNamed: false, samples };
    return [`anchor:${anchor.id}`, toAnchorRecord(anchor)];
  });
  await page.evaluate(`chrome.storage.local.get(null).then((all) =>
    chrome.storage.local.remove(Object.keys(all).filter((key) => key.startsWith('anchor:'))))`);
  await page.evaluate(`chrome.storage.local.set(${JSON.stringify(Object.fromEntries(records))})`);
  // The service worker reads the anchors with any change of theirs, and tells the recognizer.
  await page.evaluate(
    `chrome.runtime.sendMessage({ target: 'background', type: 'damaged.forget', payload: {} })`,
  );
}

/** With a side of 0: around the whole picture. */
interface Square {
  /** A JPEG in base64. */
  readonly picture: string;
  readonly filter: string;
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

/** Runs in the page. */
async function cutSquare({ picture, filter, left, top, side }: Square): Promise<string> {
  const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes]));
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [192, 192];
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2D canvas');
  context.filter = filter;
  if (side > 0) context.drawImage(bitmap, left, top, side, side, 0, 0, 192, 192);
  else {
    const scale = 148 / bitmap.width;
    const [width, height] = [148, bitmap.height * scale];
    context.drawImage(bitmap, (192 - width) / 2, (192 - height) / 2 + 2, width, height);
  }
  return canvas.toDataURL('image/jpeg', 0.92);
}
