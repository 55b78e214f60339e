/** @file Correcting a name where it is seen: a click on its label opens the extension's own surface, and nothing is eaten. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catchPopup } from '../../scripts/browser/popup.ts';
import { press, waitForFace } from '../../scripts/demo/popup-driver.ts';
import { personAt } from '../../scripts/demo/truth-in-page.ts';
import { enrollPerson, startHarness, switchOn, type Harness } from './harness.ts';
import { readOverlay, waitForNames, type Rect, type ShownFace } from './overlay.ts';
import { waitUntil } from './wait-until.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
  const page = await harness.open('?static=sample1');
  const popup = await switchOn(harness, page);
  await enrollPerson(page, popup, 'Clara');
  await popup.close();
});
afterAll(async () => {
  await harness.close();
});

/** Counts what the page's own handlers get, at the places where players listen. */
const COUNT = `
  window.heard = {};
  const video = document.querySelector('video');
  video.controls = false;
  for (const target of [document, video]) {
    for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click', 'dblclick', 'wheel', 'keydown', 'keyup', 'input']) {
      target.addEventListener(type, () => { heard[type] = (heard[type] ?? 0) + 1; }, { capture: target === document });
    }
  }
`;
type Heard = Readonly<Record<string, number>>;

async function openPage(names: readonly string[]): Promise<Page> {
  const page = await harness.open('?static=sample1');
  await waitForNames(page, names);
  await page.evaluate(COUNT);
  return page;
}

const heard = async (page: Page): Promise<Heard> => (await page.evaluate('heard')) as Heard;

const middle = ({ x, y, width, height }: Rect): [number, number] => [x + width / 2, y + height / 2];

/** The person whose face the demo's truth has there. */
async function personUnder(page: Page, rect: Rect): Promise<string | undefined> {
  const [x, y] = middle(rect);
  const video = (await page.evaluate(
    `(({ x, y, width, height }) => ({ x, y, width, height }))(document.querySelector('video').getBoundingClientRect())`,
  )) as Rect;
  return personAt(page, (x - video.x) / video.width, (y - video.y) / video.height);
}

/** The face of this person, once its label says that. */
async function waitForLabel(page: Page, person: string, state: string): Promise<ShownFace> {
  return waitUntil(async () => {
    for (const face of await readOverlay(page))
      if (face.state === state && (await personUnder(page, face.rect)) === person) return face;
    return undefined;
  }, `${person} is ${state}`);
}

/** Clicks the label of this person; gives the surface that opens. */
async function openSurface(page: Page, person: string, state: string): Promise<Page> {
  const { label } = await waitForLabel(page, person, state);
  return catchPopup(harness.browser, () => page.mouse.click(...middle(label)));
}

const isNoted = (surface: Page) => surface.waitForSelector('[data-testid="correction"][data-phase="noted"]');

describe('by mouse', () => {
  test('“Not Clara” takes two clicks, holds after reloading, and is undone; naming the face brings her back', async () => {
    const page = await openPage(['Clara']);
    const surface = await openSurface(page, 'Clara', 'named');
    expect(surface.url()).toMatch(/^chrome-extension:/u);
    await press(surface, '[data-testid="face-not"]');
    await isNoted(surface);
    await waitForNames(page, []);
    await press(surface, '[data-testid="correction-undo"]');
    await surface.waitForSelector('[data-testid="correction"][data-phase="undone"]');
    await waitForNames(page, ['Clara']);
    await surface.close();

    const again = await openSurface(page, 'Clara', 'named');
    await press(again, '[data-testid="face-not"]');
    await isNoted(again);
    await waitForNames(page, []);
    await again.close();
    expect(await heard(page)).toEqual({});

    const reloaded = await openPage([]);
    const naming = await openSurface(reloaded, 'Clara', 'unknown');
    await naming.waitForSelector('[data-testid="name-input"]');
    await naming.type('[data-testid="name-input"]', 'Clara');
    await naming.keyboard.press('Enter');
    await waitForNames(reloaded, ['Clara']);
    await naming.close();
    expect(await heard(reloaded)).toEqual({});
  });

  test('a name is changed everywhere behind “Rename”', async () => {
    const page = await openPage(['Clara']);
    for (const [before, after] of [
      ['Clara', 'Claire'],
      ['Claire', 'Clara'],
    ] as const) {
      const surface = await openSurface(page, 'Clara', 'named');
      await press(surface, '[data-testid="face-rename"]');
      const field = await surface.waitForSelector('[data-testid="name-input"]');
      expect(await field?.evaluate((input) => (input as HTMLInputElement).value)).toBe(before);
      await surface.type('[data-testid="name-input"]', after);
      await surface.keyboard.press('Enter');
      await isNoted(surface);
      await waitForNames(page, [after]);
      await surface.close();
    }
  });

  test('the page gets every click and key except clicks on labels', async () => {
    const page = await openPage(['Clara']);
    const { rect, label } = await waitForLabel(page, 'Clara', 'named');
    // In the box, and beside the label.
    await page.mouse.click(...middle(rect), { count: 2 });
    await page.mouse.click(label.x - 12, label.y + 6);
    await page.mouse.wheel({ deltaY: 10 });
    await page.keyboard.press('k');
    await waitUntil(async () => ((await heard(page))['wheel'] ?? 0) > 0, 'the wheel is heard');
    // Each at the document and at the video, the keys at the document alone.
    expect(await heard(page)).toMatchObject({ click: 6, dblclick: 2, mousedown: 6, keydown: 1, keyup: 1 });

    await page.evaluate('heard = {}');
    const surface = await openSurface(page, 'Clara', 'named');
    await surface.close();
    expect(await heard(page)).toEqual({});
  });

  test('over a video in full screen, a window opens, and the page stays in full screen', async () => {
    const page = await openPage(['Clara']);
    await page.evaluate(
      `document.querySelector('video').addEventListener('click', ({ target }) => target.requestFullscreen(), { once: true })`,
    );
    await page.click('video');
    await page.waitForFunction(() => document.fullscreenElement !== null);
    let before = '';
    const label = await waitUntil(async () => {
      const clara = (await readOverlay(page)).find(({ name }) => name === 'Clara');
      // To the pixel: the detector's boxes differ by less from one picture to the next.
      const inPixels = Object.values(clara?.label ?? {}).map(Math.round);
      const [former, now] = [before, JSON.stringify(inPixels)];
      before = now;
      const isFull = await page.evaluate(`document.querySelector('video').clientWidth === innerWidth`);
      return former === now && isFull === true ? clara?.label : undefined;
    }, 'the box has grown with the video, and stands still');
    const surface = await catchPopup(harness.browser, () => page.mouse.click(...middle(label)));
    await press(surface, '[data-testid="face-confirm"]');
    await isNoted(surface);
    expect(await page.evaluate('document.fullscreenElement !== null')).toBe(true);
    await surface.close();
    await page.evaluate('document.exitFullscreen()');
  });
});

/** What the service worker does when the person presses the command's keys, which no test can press. */
async function openLargest(page: Page): Promise<void> {
  const target = await harness.browser.waitForTarget(
    (one) => one.url().includes(harness.extensionId) && (one.type() as string) === 'service_worker',
  );
  await page.bringToFront();
  await (
    await target.worker()
  )?.evaluate(
    `(async () => {
      const popup = 'src/ui/popup/index.html';
      await chrome.action.setPopup({ popup: popup + '?face=largest' });
      await chrome.action.openPopup();
      await chrome.action.setPopup({ popup });
    })()`,
  );
}

describe('by keyboard', () => {
  test('labels take no focus; the surface of the keyboard command is worked by keys alone', async () => {
    const page = await openPage(['Clara']);
    const links = (await page.$$('a')).length;
    for (let stop = 0; stop < links + 3; stop++) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(`document.activeElement.matches('[popover]')`)).toBe(false);
    }
    const surface = await catchPopup(harness.browser, () => openLargest(page));
    await surface.waitForSelector('[data-testid="name-input"]');
    await surface.keyboard.press('Escape');
    await surface.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'face');
    await waitUntil(async () => {
      await surface.keyboard.press('Tab');
      return surface.evaluate(() => document.activeElement?.getAttribute('data-name') === 'Clara');
    }, 'the face of Clara has the focus');
    await surface.keyboard.press('Enter');
    await surface.waitForFunction(
      () => document.activeElement?.getAttribute('data-testid') === 'face-confirm',
    );
    await surface.keyboard.press('Tab');
    await surface.keyboard.press('Enter');
    await isNoted(surface);
    await waitUntil(async () => {
      await surface.keyboard.press('Tab');
      return surface.evaluate(
        () => document.activeElement?.getAttribute('data-testid') === 'correction-undo',
      );
    }, 'the way back has the focus');
    await surface.keyboard.press('Enter');
    await surface.waitForSelector('[data-testid="correction"][data-phase="undone"]');
    await surface.close();
    await page.bringToFront();
    await waitForNames(page, ['Clara']);
  });
});

describe('in the popup', () => {
  test('“Not Clara” shows the picture that matched, and is undone there', async () => {
    const page = await openPage(['Clara']);
    const popup = await harness.popup(page);
    const { face } = await waitForFace(popup, ({ name }) => name === 'Clara');
    await press(popup, `[data-testid="face"][data-face="${face}"]`);
    await press(popup, '[data-testid="face-not"]');
    await popup.waitForSelector('[data-testid="correction"][data-phase="noted"]');
    await popup.waitForSelector('[data-testid="correction-sample"]');
    await waitForNames(page, []);
    await press(popup, '[data-testid="correction-undo"]');
    await popup.waitForSelector('[data-testid="correction"][data-phase="undone"]');
    await waitForNames(page, ['Clara']);
    await popup.close();
  });

  test('a face that has a name gets another one behind “Someone else…”', async () => {
    const page = await openPage(['Clara']);
    const popup = await harness.popup(page);
    const { face } = await waitForFace(popup, ({ name }) => name === 'Clara');
    await press(popup, `[data-testid="face"][data-face="${face}"]`);
    await press(popup, '[data-testid="face-other-name"]');
    await popup.type('[data-testid="name-input"]', 'Klara');
    await press(popup, '[data-testid="name-save"]');
    await waitForNames(page, ['Klara']);
    await popup.close();
  });
});
