/** @file People not named yet: gathered while they come and go in a film, named at once, ignored, kept only on request. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { press, switchSite, waitForAnchor } from '../../scripts/demo/popup-driver.ts';
import {
  facesOfPhotos,
  peopleByGroup,
  readGroups,
  storedGroupKeys,
  type KnownFace,
} from './groups-in-page.ts';
import { startHarness, type Harness } from './harness.ts';
import { waitForNames } from './overlay.ts';
import { waitUntil } from './wait-until.ts';

/** Where the film shows the bar (Mira, Salome, Clara) and the sofa (Greta, Clara, Helen), ms. */
const BAR_MS = 500;
const SOFA_MS = 17_500;
const PEOPLE = ['Clara', 'Greta', 'Helen', 'Mira', 'Salome'];
/** Gone for longer, somebody is counted anew; see `ABSENCE_MS` in src/core/grouping/group.ts. */
const ABSENCE_MS = 10_000;

let harness: Harness;
let page: Page;
let popup: Page;
let known: readonly KnownFace[];

beforeAll(async () => {
  harness = await startHarness();
  page = await harness.open('?speed=0.2');
  popup = await harness.popup(page);
  await switchSite(popup, true);
});
afterAll(async () => {
  await harness.close();
});

const show = (filmTimeMs: number): Promise<void> =>
  page.evaluate((timeMs) => window.demo?.seek(timeMs), filmTimeMs);

/** Of the groups that are kept, the one whose looks are all this person's. */
async function groupOf(person: string): Promise<string> {
  const found = [...(await peopleByGroup(popup, known))].find(([, people]) => people.join() === person);
  if (found === undefined) throw new Error(`There is no group of ${person}.`);
  return found[0];
}

const card = (group: string): string => `[data-testid="group"][data-group="${group}"]`;

describe('people not named yet', () => {
  test('gather in groups, one each, and nobody is stored', async () => {
    await waitUntil(async () => (await readGroups(popup)).length >= 3, 'the three at the bar are known');
    await show(SOFA_MS);
    await waitUntil(async () => (await readGroups(popup)).length >= 5, 'those on the sofa are known');
    // The next scene shows others.
    await page.evaluate(() => window.demo?.pause());
    expect(await storedGroupKeys(popup)).toEqual([]);
    await popup.waitForSelector('[data-testid="groups-all"]');
    expect(await popup.$$('[data-testid="group"]')).toHaveLength(3);
  });

  test('hold the same person each, whom the film really showed', async () => {
    known = await facesOfPhotos(popup, ['sample1', 'sample3']);
    await press(popup, '[data-testid="keep-unnamed"]');
    await waitUntil(async () => (await storedGroupKeys(popup)).length >= 5, 'the groups are stored');
    const people = [...(await peopleByGroup(popup, known)).values()];
    // Nobody shares a group; somebody may have two, where a look from afar resembles the others too little.
    expect(people.filter((one) => one.length > 1)).toEqual([]);
    expect([...new Set(people.flat())].sort()).toEqual(PEOPLE);
    expect(people.length).toBeLessThanOrEqual(PEOPLE.length + 1);
  });

  test('who comes back is counted again', async () => {
    const mira = await groupOf('Mira');
    const miras = async () => (await readGroups(popup)).find(({ group }) => group === mira);
    await waitUntil(
      async () => Date.now() - ((await miras())?.lastSeenMs ?? 0) > ABSENCE_MS,
      'Mira has been away for a while',
    );
    await show(BAR_MS);
    await page.evaluate(() => window.demo?.resume());
    await waitUntil(async () => (await miras())?.seen === 2, 'Mira was seen twice');
    expect((await readGroups(popup)).length).toBeLessThanOrEqual(PEOPLE.length + 1);
  });

  test('an ignored one leaves the list, and comes back with "Undo"', async () => {
    await press(popup, '[data-testid="groups-all"]');
    const salome = await groupOf('Salome');
    await press(popup, `${card(salome)} [data-testid="group-menu"]`);
    await press(popup, `${card(salome)} [data-testid="group-ignore"]`);
    await popup.waitForSelector(`[data-testid="group-ignored"][data-group="${salome}"]`);
    expect(await popup.$(card(salome))).toBeNull();
    await press(popup, '[data-testid="group-undo"]');
    await popup.waitForSelector(card(salome));
    expect(await popup.$('[data-testid="group-ignored"]')).toBeNull();
  });

  test('two can be merged, and taken apart with "Undo"', async () => {
    const [mira, salome] = [await groupOf('Mira'), await groupOf('Salome')];
    await press(popup, `${card(salome)} [data-testid="group-menu"]`);
    await press(popup, `${card(salome)} [data-testid="group-merge"]`);
    await press(popup, `${card(mira)} [data-testid="group-name"]`);
    await popup.waitForFunction((selector) => document.querySelector(selector) === null, {}, card(salome));
    await press(popup, '[data-testid="group-undo"]');
    await popup.waitForSelector(card(salome));
    await popup.waitForSelector(card(mira));
  });

  test('one name enrolls several different pictures, and shows in the video at once', async () => {
    await show(BAR_MS);
    const mira = await groupOf('Mira');
    await press(popup, `${card(mira)} [data-testid="group-name"]`);
    await popup.waitForSelector('[data-testid="name-input"]:focus');
    await popup.keyboard.type('Mira');
    await popup.keyboard.press('Enter');
    expect(await waitForAnchor(popup, 'Mira')).toBeGreaterThanOrEqual(3);
    await waitForNames(page, ['Mira']);
    expect((await readGroups(popup)).map(({ group }) => group)).not.toContain(mira);
  });

  test('kept ones are there after the recognizer has started anew, and erased on request', async () => {
    const salome = await groupOf('Salome');
    await popup.evaluate('chrome.offscreen.closeDocument()');
    await popup.waitForSelector(`[data-testid="group"]`, { hidden: true });
    await popup.waitForSelector(card(salome));
    await press(popup, '[data-testid="keep-unnamed"]');
    await press(popup, '[data-testid="keep-erase"]');
    await waitUntil(async () => (await storedGroupKeys(popup)).length === 0, 'nothing is stored any more');
    await popup.waitForSelector('[data-testid="keep-unnamed"][aria-checked="false"]');
  });
});
