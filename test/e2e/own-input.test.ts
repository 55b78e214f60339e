/**
 * @file A network that wants blue before red, of which its file says nothing: the saved faces tell. Everywhere with a small
 * network and painted faces; with published ones and photos where those lie beside the project.
 */
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DIST, startHarness, type Harness } from './harness.ts';
import { press } from '../../scripts/demo/popup-driver.ts';
import { seeded } from '../unit/core/matching/synthetic-people.ts';
import { commentedDefault, patchNetwork } from './own-networks.ts';
import { cutFace, saveFaces, type SavedFace } from './saved-faces.ts';
import { waitUntil } from './wait-until.ts';

const NETWORKS = fileURLToPath(new URL('../../../shared/networks/', import.meta.url));
const PADDLE = path.join(NETWORKS, 'paddle-mobilefacenet-128d.onnx');
const FOAMLIU = path.join(NETWORKS, 'foamliu-mobilefacenet-128d.onnx');
/** Framed faces in color. */
const PICTURES = fileURLToPath(new URL('../../../shared/faces/dev/pins105/', import.meta.url));
const IMPORT_MS = 120_000;

let folder: string;
let harness: Harness;
let settings: Page;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nametag-input-'));
  harness = await startHarness({ extensionDir: await packOne(folder) });
  settings = await harness.extensionPage('src/ui/settings/index.html');
  await settings.waitForSelector('[data-testid="model"]');
});
afterAll(async () => {
  await harness.close();
  await rm(folder, { recursive: true, force: true });
});

test('a package’s single network shows its facts, measured where that is asked for', async () => {
  const shown = () => settings.$eval('[data-testid="model-figures"]', ({ textContent }) => textContent);
  expect(await shown()).toMatch(/^What this model does.*Size4\.9 MB.*Not measured yet.*1 in 100,000/u);
  await press(settings, '[data-testid="measure"]');
  await waitUntil(async () => /\d+ ms a face/u.test(await shown()), 'the network is measured');
  expect(await settings.$('[data-testid="advice"]')).toBeNull();
});

test('without saved faces nothing is claimed', async () => {
  expect(await bring('nobody.onnx', await commentedDefault('nobody'))).toBeNull();
});

test.for([
  ['RGB', 0],
  ['BGR', 2],
] as const)('a network that looks at its channel %s alone', async ([order, channel]) => {
  await saveFaces(settings, paintedFaces());
  await waitForReading();
  const said = await bring(`patches-${order}.onnx`, patchNetwork(channel));
  expect(said).toMatch(new RegExp(`: ${order}, .*12 saved photos of 6 people`, 'u'));
  // The card keeps it, so the list says it too.
  await settings.reload();
  await settings.waitForFunction(
    (start) =>
      [...document.querySelectorAll('[data-testid="model-input-reason"]')].some((one) =>
        one.textContent.startsWith(start),
      ),
    {},
    `Pictures: ${order}`,
  );
});

if (!existsSync(PADDLE) || !existsSync(PICTURES))
  console.warn('Without ../shared no published network is tried.');

test.skipIf(!existsSync(PADDLE) || !existsSync(PICTURES))(
  'of three published networks, the two that want BGR get it and the one that wants RGB keeps it',
  async () => {
    await saveFaces(settings, await publicFaces());
    await waitForReading();
    expect(await bring('paddle.onnx', await readFile(PADDLE))).toMatch(/: BGR, \(x − 127\.5\) \/ 128/u);
    expect(await bring('foamliu.onnx', await readFile(FOAMLIU))).toMatch(/: RGB, /u);
    // The order on the card of the package's own network was found on other faces.
    expect(await bring('default.onnx', await commentedDefault('order'))).toMatch(/: BGR, /u);
  },
  300_000,
);

/** The package as it is where FaceNet was never fetched. */
async function packOne(target: string): Promise<string> {
  const dist = path.join(target, 'dist');
  await cp(DIST, dist, { recursive: true });
  const file = path.join(dist, 'models', 'cards.json');
  const cards = JSON.parse(await readFile(file, 'utf8')) as { readonly id: string }[];
  await writeFile(file, JSON.stringify(cards.filter(({ id }) => id === 'faceplugin3')));
  return dist;
}

/** Six people in red, a blot of chance in blue: each photo of a person has another one. */
function paintedFaces(): SavedFace[] {
  const random = seeded(11);
  const blocks = (): number[] => Array.from({ length: 144 }, () => Math.round(random() * 255));
  return Array.from({ length: 6 }, (_, person) => ({
    name: `Painted ${String(person)}`,
    red: blocks(),
  })).flatMap(({ name, red }) => [blocks(), blocks()].map((blue) => ({ name, cropUrl: paint(red, blue) })));
}

function paint(red: readonly number[], blue: readonly number[]): string {
  const png = new PNG({ width: 192, height: 192 });
  for (let at = 0; at < 192 * 192; at++) {
    const block = Math.floor(at / 192 / 16) * 12 + Math.floor((at % 192) / 16);
    png.data.set([red[block] ?? 0, 128, blue[block] ?? 0, 255], at * 4);
  }
  return `data:image/png;base64,${PNG.sync.write(png).toString('base64')}`;
}

/** Three pictures each of twelve people. */
async function publicFaces(): Promise<SavedFace[]> {
  const people = (await readdir(PICTURES)).toSorted().slice(0, 12);
  const faces: SavedFace[] = [];
  for (const name of people) {
    for (const file of ['1.jpg', '2.jpg', '3.jpg']) {
      faces.push({ name, cropUrl: await cutFace(settings, path.join(PICTURES, name, file)) });
    }
  }
  return faces;
}

/** The recognizer has learned of the saved people, and embedded them with the network in use. */
async function waitForReading(): Promise<void> {
  await waitUntil(
    async () =>
      (await settings.evaluate(`chrome.storage.local.get(null).then((all) =>
        Object.entries(all).filter(([key]) => key.startsWith('anchor:'))
          .every(([, { samples }]) => samples.every(({ embeddings }) => 'faceplugin3' in embeddings)))`)) ===
      true,
    'the saved faces have been read',
  );
}

/** @returns what the page says of how the network gets its pictures */
async function bring(name: string, bytes: Uint8Array): Promise<string | null> {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  const input = await settings.waitForSelector('[data-testid="model-input"]:not([disabled])');
  await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(file);
  await settings.waitForFunction(
    (title) => {
      const card = document.querySelector('[data-testid="import"]');
      return (
        card?.querySelector('[title]')?.getAttribute('title') === title &&
        ['done', 'refused'].includes(card.getAttribute('data-phase') ?? '')
      );
    },
    { timeout: IMPORT_MS },
    name,
  );
  return settings.evaluate(() => document.querySelector('[data-testid="input-reason"]')?.textContent ?? null);
}
