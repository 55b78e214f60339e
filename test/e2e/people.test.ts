/**
 * @file The people page in a real browser: a picture under the wrong name and one person under two names are found, put right
 * by a click each, and taken back exactly.
 */
import { mkdir, readFile } from 'node:fs/promises';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PAGE_SCRIPT } from '../../scripts/browser/product-page.ts';
import { press } from '../../scripts/demo/popup-driver.ts';
import { startHarness, type Harness } from './harness.ts';
import { photoPath } from './photos.ts';
import { waitUntil } from './wait-until.ts';

const PEOPLE = 'src/ui/people/index.html';
/** Looks at one photo, as different as those of a person on one evening. */
const LOOKS = ['none', 'brightness(1.35)', 'brightness(0.7) contrast(1.2)'];
/** By the photo's faces from left to right, whose pictures they become; a face may get the wrong name. */
const SAVED: readonly (readonly (readonly [look: number, name: string])[])[] = [
  [
    [0, 'Clara'],
    [1, 'Clara'],
    [2, 'Clara'],
  ],
  [
    [0, 'Mira'],
    [1, 'Mira'],
    [2, 'Clara'],
  ],
  [
    [0, 'Sam'],
    [1, 'Samuel'],
    [2, 'Samuel'],
  ],
];

let harness: Harness;
let page: Page;

beforeAll(async () => {
  await mkdir('out', { recursive: true });
  harness = await startHarness();
  await saveFaces();
  page = await harness.extensionPage(PEOPLE);
  await page.setViewport({ width: 1280, height: 900 });
});
afterAll(async () => {
  await harness.close();
});

test('the check-up finds the misplaced picture and the person who is there twice', async () => {
  await waitForFindings(['misplaced Clara+Mira', 'same-person Sam+Samuel']);
  expect(await textOf('[data-testid="checkup-title"]')).toBe('2 things to look at.');
  expect(await textOf('[data-testid="mistakes"]')).toMatch(/^Of \d+ pictures, \d+ would be named right, /u);
  for (const value of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
    await page.screenshot({ path: `out/people-${value}.png`, fullPage: true });
  }
});

test('one click moves the picture to whom it shows, and undoing puts everything back', async () => {
  const before = await storedPeople();
  await press(page, '[data-kind="misplaced"] [data-testid="remedy-move"]');
  await waitForFindings(['same-person Sam+Samuel']);
  expect(await sampleCounts()).toEqual({ Clara: 3, Mira: 3, Sam: 1, Samuel: 2 });
  await press(page, '[data-testid="deed-undo"]');
  await waitForFindings(['misplaced Clara+Mira', 'same-person Sam+Samuel']);
  expect(await storedPeople()).toEqual(before);
});

test('one click merges the two, and the history takes it back', async () => {
  const before = await storedPeople();
  await press(page, '[data-kind="same-person"] [data-testid="remedy-merge"]');
  await waitForFindings(['misplaced Clara+Mira']);
  expect(await sampleCounts()).toEqual({ Clara: 4, Mira: 2, Samuel: 3 });
  await press(page, '[data-testid="correction"][data-kind="merged"] [data-testid="correction-undo"]');
  await waitForFindings(['misplaced Clara+Mira', 'same-person Sam+Samuel']);
  expect(await storedPeople()).toEqual(before);
});

test('a person’s page removes a picture, renames, never names, and offers everybody else for merging', async () => {
  const before = await storedPeople();
  await press(page, '[data-testid="person"][data-name="Clara"]');
  await page.waitForSelector('[data-testid="person-page"][data-name="Clara"]');
  expect(await page.$$('[data-testid="sample"]')).toHaveLength(4);

  await press(page, '[data-testid="sample"]:last-child [data-testid="sample-remove"]');
  await waitUntil(async () => (await page.$$('[data-testid="sample"]')).length === 3, 'a picture is gone');
  await undo();
  await waitUntil(async () => (await page.$$('[data-testid="sample"]')).length === 4, 'the picture is back');

  await press(page, '[data-testid="person-rename"]');
  await page.waitForSelector('[data-testid="person-rename-input"]');
  await page.keyboard.type('Klara');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-testid="person-page"][data-name="Klara"]');
  await undo();
  await page.waitForSelector('[data-testid="person-page"][data-name="Clara"]');

  await press(page, '[data-testid="person-merge"]');
  await page.waitForSelector('[data-testid="picker"][open]');
  await page.keyboard.type('sam');
  await waitUntil(async () => (await page.$$('[data-testid="picker-person"]')).length === 2, 'two names fit');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await waitUntil(async () => (await page.$('[data-testid="picker"]')) === null, 'the dialogue is closed');

  await press(page, '[data-testid="never-name"]');
  await page.waitForSelector('[data-testid="never-name"][aria-checked="true"]');
  await press(page, '[data-testid="all-people"]');
  await page.waitForSelector('[data-testid="never-named"] [data-name="Clara"]');
  await undo();
  await waitUntil(async () => (await page.$('[data-testid="never-named"]')) === null, 'Clara is named again');
  expect(await storedPeople()).toEqual(before);
});

test('the picture of similarity tells each pair by keyboard, and shows it', async () => {
  const caption = () => textOf('[data-testid="matrix-caption"]');
  await page.focus('[data-testid="matrix"]');
  await waitUntil(async () => / and .+: .+\.$/u.test(await caption()), 'the first pair is told');
  const first = await caption();
  await page.keyboard.press('ArrowDown');
  await waitUntil(async () => (await caption()) !== first, 'the next pair is told');
  const [, a = '', b = ''] = /^(\w+) and (\w+): /u.exec(await caption()) ?? [];
  await page.keyboard.press('Enter');
  await waitUntil(
    async () => (await textOf('[data-testid="pair"]')).startsWith(a + b),
    'both are shown side by side',
  );
  expect(await page.$$('[data-testid="pair"] img')).toHaveLength(2);
});

test('opened again it says the same, and deleting can be undone', async () => {
  await page.reload();
  await waitForFindings(['misplaced Clara+Mira', 'same-person Sam+Samuel']);
  const before = await storedPeople();
  await press(page, '[data-testid="person"][data-name="Samuel"]');
  await press(page, '[data-testid="person-delete"]');
  await page.waitForSelector('[data-testid="checkup"]');
  await waitForFindings(['misplaced Clara+Mira']);
  await undo();
  await waitForFindings(['misplaced Clara+Mira', 'same-person Sam+Samuel']);
  expect(await storedPeople()).toEqual(before);
});

/** Enrols the faces of the photo as `SAVED` says, through the panel that Studio uses. */
async function saveFaces(): Promise<void> {
  const studio = await harness.extensionPage('src/ui/studio/index.html');
  await studio.evaluate(PAGE_SCRIPT);
  await studio.evaluate('nametagEval.waitForModel(null)');
  const photo = (await readFile(photoPath('sample1'))).toString('base64');
  for (const [look, filter] of LOOKS.entries()) {
    const seen = (await studio.evaluate(`(async () => {
      const image = new Image();
      image.src = 'data:image/jpeg;base64,${photo}';
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.width, image.height];
      const context = canvas.getContext('2d');
      context.filter = '${filter}';
      context.drawImage(image, 0, 0);
      return nametagEval.see(canvas.toDataURL('image/jpeg', 0.9).split(',')[1]);
    })()`)) as { faces: { box: { x: number } }[] };
    const order = [...seen.faces.keys()].sort(
      (a, b) => (seen.faces[a]?.box.x ?? 0) - (seen.faces[b]?.box.x ?? 0),
    );
    for (const [face, wanted] of SAVED.entries()) {
      const [, name] = wanted.find(([at]) => at === look) ?? [];
      const isSaved = await studio.evaluate(
        `nametagEval.enroll(${String(order[face])}, ${JSON.stringify(name)})`,
      );
      if (isSaved !== true) throw new Error(`Face ${String(face)} was not clear enough.`);
    }
  }
  await studio.close();
}

/** Waits until exactly these findings, tips apart, are shown. */
async function waitForFindings(expected: readonly string[]): Promise<void> {
  let shown: string[] = [];
  await waitUntil(async () => {
    shown = await page.$$eval('[data-testid="finding"]:not(.is-tip)', (cards) =>
      cards.map(
        (card) => `${card.getAttribute('data-kind') ?? ''} ${card.getAttribute('data-people') ?? ''}`,
      ),
    );
    return shown.join() === expected.join();
  }, `the check-up finds ${expected.join()}`).catch((error: unknown) => {
    throw new Error(`${String(error)} It found: ${shown.join()}.`);
  });
}

async function undo(): Promise<void> {
  await press(page, '[data-testid="deed-undo"]');
}

async function textOf(selector: string): Promise<string> {
  return page.$eval(selector, ({ textContent }) => textContent);
}

/** The stored records of everybody, as they are. */
async function storedPeople(): Promise<Record<string, unknown>> {
  return (await page.evaluate(
    `chrome.storage.local.get(null).then((all) => Object.fromEntries(Object.entries(all).filter(([key]) => key.startsWith('anchor:'))))`,
  )) as Record<string, unknown>;
}

async function sampleCounts(): Promise<Record<string, number>> {
  const records = Object.values(await storedPeople()) as { name: string; samples: unknown[] }[];
  return Object.fromEntries(records.map(({ name, samples }) => [name, samples.length]));
}
