/** @file What a person does in the popup, for the self-driving demo and the end-to-end tests: switch on, choose a face, name it. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';

/** Generous: software rendering on a shared core starts the networks slowly. */
const TIMEOUT_MS = 60_000;
const OPEN_TIMEOUT_MS = 3000;
const POLL_MS = 100;

/** A face as the popup lists it. */
export interface ListedFace {
  /** The key that the tile carries. */
  face: string;
  /** The name shown; empty when there is none. */
  name: string;
  /** Middle of the face, normalised to its video's picture. */
  x: number;
  y: number;
}

/**
 * Presses a button of a page whose rows still come and go: a click at coordinates would hit whatever has moved there.
 * It is no activation by a person, as asking for a permission demands.
 */
export async function press(page: Page, selector: string): Promise<void> {
  await page.waitForSelector(selector, { timeout: TIMEOUT_MS });
  await page.$eval(selector, (element) => {
    element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  });
}

export async function switchSite(popup: Page, isOn: boolean): Promise<void> {
  const selector = '[data-testid="site-switch"]';
  const toggle = await popup.waitForSelector(`${selector}:not([disabled])`, { timeout: TIMEOUT_MS });
  if ((await toggle?.evaluate((element) => element.getAttribute('aria-checked'))) === String(isOn)) return;
  await toggle?.click();
  await popup.waitForSelector(`${selector}[aria-checked="${String(isOn)}"]`, { timeout: TIMEOUT_MS });
}

/** The faces that are in the picture now, in the popup's order. */
export async function listFaces(popup: Page): Promise<ListedFace[]> {
  return popup.$$eval('[data-testid="face"]:not([data-leaving])', (tiles) =>
    tiles.map((tile) => ({
      face: tile.getAttribute('data-face') ?? '',
      name: tile.getAttribute('data-name') ?? '',
      x: Number(tile.getAttribute('data-x')),
      y: Number(tile.getAttribute('data-y')),
    })),
  );
}

export type FaceTest = (face: ListedFace) => boolean | Promise<boolean>;

/** Waits until the popup lists a face that `isWanted` takes. */
export async function waitForFace(popup: Page, isWanted: FaceTest): Promise<ListedFace> {
  const giveUpAt = performance.now() + TIMEOUT_MS;
  while (performance.now() < giveUpAt) {
    for (const face of await listFaces(popup)) if (await isWanted(face)) return face;
    await wait(POLL_MS);
  }
  throw new Error('The wanted face never came into the popup.');
}

/** Clicks the face that `isWanted` takes, so that its name field is open. A face that has gone meanwhile is looked for again. */
export async function chooseFace(popup: Page, isWanted: FaceTest): Promise<void> {
  const giveUpAt = performance.now() + TIMEOUT_MS;
  while (performance.now() < giveUpAt) {
    const { face } = await waitForFace(popup, isWanted);
    const tile = await popup.$(`[data-testid="face"][data-face="${face}"]:not([data-leaving])`);
    await tile?.evaluate((button) => {
      button.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    });
    const isOpen = await popup
      .waitForSelector('[data-testid="name-input"], [data-testid="face-other-name"]', {
        timeout: OPEN_TIMEOUT_MS,
      })
      .then(() => true)
      .catch(() => false);
    if (!isOpen) continue;
    // Of a face that bears a name, the field is one step further.
    if ((await popup.$('[data-testid="name-input"]')) === null) {
      await press(popup, '[data-testid="face-other-name"]');
      await popup.waitForSelector('[data-testid="name-input"]', { timeout: TIMEOUT_MS });
    }
    return;
  }
  throw new Error('The name field never opened.');
}

/**
 * Chooses the face, types the name, saves, and waits until the anchor is listed. Asked whether it is somebody else, it is
 * whom was typed; asked to turn the head, whoever is in the picture has shown enough.
 */
export async function enrollFace(popup: Page, isWanted: FaceTest, name: string): Promise<void> {
  await chooseFace(popup, isWanted);
  await popup.type('[data-testid="name-input"]', name);
  await press(popup, '[data-testid="name-save"]');
  await confirmName(popup, name);
}

/** Waits until the anchor is listed, and presses whatever stands in the way of that. */
export async function confirmName(popup: Page, name: string): Promise<void> {
  const giveUpAt = performance.now() + TIMEOUT_MS;
  while (performance.now() < giveUpAt) {
    if ((await popup.$(anchorSelector(name))) !== null) return;
    await popup.$$eval(
      '[data-testid="enroll-typed"], [data-testid="enroll-done"]:not([disabled])',
      ([button]) => button?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })),
    );
    await wait(POLL_MS);
  }
  throw new Error(`${name} was never saved.`);
}

/** @returns how many samples the anchor has */
export async function waitForAnchor(popup: Page, name: string): Promise<number> {
  const selector = anchorSelector(name);
  await popup.waitForSelector(selector, { timeout: TIMEOUT_MS });
  return popup.$eval(selector, (row) => Number(row.getAttribute('data-samples')));
}

function anchorSelector(name: string): string {
  return `[data-testid="anchor"][data-name="${name}"]`;
}
