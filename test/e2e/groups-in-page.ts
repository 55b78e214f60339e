/** @file People not named yet, as a page of the extension gets to know them, and whose faces they really are. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import * as v from 'valibot';
import { PAGE_SCRIPT } from '../../scripts/browser/product-page.ts';
import { PHOTOS, type PhotoName } from '../../scripts/demo/truth.ts';
import { PANEL_PORT } from '../../src/protocol/panel-port.ts';

const PHOTO_FOLDER = fileURLToPath(new URL('../../node_modules/@vladmandic/face-api/demo/', import.meta.url));

const groupsSchema = v.array(
  v.object({ group: v.string(), seen: v.number(), lastSeenMs: v.number(), looks: v.array(v.string()) }),
);
export type ListedGroup = v.InferOutput<typeof groupsSchema>[number];

/** The groups that the recognizer tells a page of. */
export async function readGroups(page: Page): Promise<ListedGroup[]> {
  // As text: TypeScript's helpers do not exist in the page.
  const groups: unknown = await page.evaluate(`(async () => {
    const port = chrome.runtime.connect({ name: ${JSON.stringify(PANEL_PORT)} });
    const groups = await new Promise((resolve) => {
      port.onMessage.addListener((message) => { if (message.type === 'groups') resolve(message.groups); });
      port.postMessage({ type: 'watchGroups' });
    });
    port.disconnect();
    return groups;
  })()`);
  return v.parse(groupsSchema, groups);
}

export interface KnownFace {
  readonly person: string;
  readonly embedding: readonly number[];
}

const seenSchema = v.object({
  faces: v.array(
    v.object({
      box: v.object({ x: v.number(), y: v.number(), width: v.number(), height: v.number() }),
      embedding: v.array(v.number()),
    }),
  ),
});

/** The faces of the demo's photos as the network sees them, each with the person that the truth has there. */
export async function facesOfPhotos(page: Page, photos: readonly PhotoName[]): Promise<KnownFace[]> {
  await page.evaluate(PAGE_SCRIPT);
  const known: KnownFace[] = [];
  for (const photo of photos) {
    const base64 = (await readFile(`${PHOTO_FOLDER}${photo}.jpg`)).toString('base64');
    const seen = v.parse(seenSchema, await page.evaluate(`nametagEval.see(${JSON.stringify(base64)})`));
    for (const { box, embedding } of seen.faces) {
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const face = PHOTOS[photo].faces.find(
        (one) =>
          x > one.box.x && x < one.box.x + one.box.width && y > one.box.y && y < one.box.y + one.box.height,
      );
      if (face !== undefined) known.push({ person: face.person, embedding });
    }
  }
  return known;
}

const recordsSchema = v.array(
  v.object({ id: v.string(), looks: v.array(v.object({ embedding: v.array(v.number()) })) }),
);

/** By kept group: whose faces its looks are, by the nearest face of the photos that they were filmed from. */
export async function peopleByGroup(page: Page, known: readonly KnownFace[]): Promise<Map<string, string[]>> {
  const records = v.parse(
    recordsSchema,
    await page.evaluate(`chrome.storage.local.get(null).then((all) =>
      Object.entries(all).filter(([key]) => key.startsWith('group:')).map(([, record]) => record))`),
  );
  return new Map(
    records.map(({ id, looks }) => [
      id,
      [...new Set(looks.map(({ embedding }) => nearest(embedding, known)))],
    ]),
  );
}

export async function storedGroupKeys(page: Page): Promise<string[]> {
  const keys = await page.evaluate(`chrome.storage.local.get(null).then((all) =>
    Object.keys(all).filter((key) => key.includes('group:')))`);
  return v.parse(v.array(v.string()), keys);
}

function nearest(embedding: readonly number[], known: readonly KnownFace[]): string {
  const distance = (face: KnownFace): number =>
    Math.hypot(...embedding.map((value, index) => value - (face.embedding[index] ?? 0)));
  const best = known.reduce<KnownFace | undefined>(
    (found, face) => (found === undefined || distance(face) < distance(found) ? face : found),
    undefined,
  );
  return best?.person ?? 'nobody';
}
