/** @file Correcting a name where it is seen: by clicks on its label, by keyboard, and in the popup, with nothing eaten. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personAt } from '../../scripts/demo/truth-in-page.ts';
import { press, waitForFace } from '../../scripts/demo/popup-driver.ts';
import { enrollPerson, startHarness, switchOn, type Harness } from './harness.ts';
import { namesOn, readOverlay, readPanel, waitForNames, type Rect, type ShownPanel } from './overlay.ts';
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

/** Clicks the label of whoever bears this name, or is at that place of the picture. */
async function clickLabel(page: Page, isWanted: (name: string, face: Rect) => boolean): Promise<void> {
  const face = await waitUntil(
    async () => (await readOverlay(page)).find(({ name, rect }) => isWanted(name, rect)),
    'the label is there',
  );
  await page.mouse.click(...middle(face.label));
}

async function waitForPanel(page: Page, isWanted: (panel: ShownPanel) => boolean, state: string) {
  return waitUntil(async () => {
    const panel = await readPanel(page);
    return panel !== undefined && isWanted(panel) ? panel : undefined;
  }, state);
}

async function choose(page: Page, text: string): Promise<void> {
  const panel = await waitForPanel(
    page,
    ({ choices }) => choices.some((choice) => choice.text === text),
    `“${text}” can be chosen`,
  );
  const choice = panel.choices.find((one) => one.text === text);
  if (choice === undefined) throw new Error('There is no such choice.');
  await page.mouse.click(...middle(choice.rect));
}

const waitForText = (page: Page, text: string) =>
  waitForPanel(page, (panel) => panel.text.includes(text), `“${text}” is said`);

/** The person whose face the demo's truth has there. */
async function personUnder(page: Page, rect: Rect): Promise<string | undefined> {
  const [x, y] = middle(rect);
  const video = (await page.evaluate(
    `(({ x, y, width, height }) => ({ x, y, width, height }))(document.querySelector('video').getBoundingClientRect())`,
  )) as Rect;
  return personAt(page, (x - video.x) / video.width, (y - video.y) / video.height);
}

async function waitUntilUnknown(page: Page, person: string): Promise<void> {
  await waitUntil(async () => {
    for (const { state, rect } of await readOverlay(page))
      if (state === 'unknown' && (await personUnder(page, rect)) === person) return true;
    return false;
  }, `${person} is unknown`);
}

describe('by mouse', () => {
  test('“Not Clara” holds at once and after reloading; undoing it and naming the face bring her back', async () => {
    const page = await openPage(['Clara']);
    await clickLabel(page, (name) => name === 'Clara');
    const menu = await waitForPanel(page, ({ role }) => role === 'menu', 'the menu is open');
    expect(menu.choices.map(({ text }) => text)).toEqual([
      'Yes, this is Clara',
      'Not Clara',
      'Change the name…',
      'Never name this person',
    ]);
    await choose(page, 'Not Clara');
    await waitForText(page, 'Noted: not Clara.');
    await waitForNames(page, []);

    await choose(page, 'Undo');
    await waitForText(page, 'Undone.');
    await waitForNames(page, ['Clara']);

    await clickLabel(page, (name) => name === 'Clara');
    await choose(page, 'Not Clara');
    await waitForText(page, 'Noted: not Clara.');
    await waitForNames(page, []);
    expect(await heard(page)).toEqual({});

    const again = await openPage([]);
    await waitUntilUnknown(again, 'Clara');
    expect(await namesOn(again)).toEqual([]);

    const clara = await waitUntil(async () => {
      for (const face of await readOverlay(again))
        if (face.state === 'unknown' && (await personUnder(again, face.rect)) === 'Clara') return face;
      return undefined;
    }, 'Clara has a label');
    await again.mouse.click(...middle(clara.label));
    await choose(again, 'Give a name…');
    await waitForPanel(
      again,
      ({ hasField, focused }) => hasField && focused === 'input',
      'a name can be typed',
    );
    await again.keyboard.type('Clara');
    await again.keyboard.press('Enter');
    await waitForText(again, 'Noted: this is Clara.');
    await waitForNames(again, ['Clara']);
    expect(await heard(again)).toEqual({});
  });

  test('the page gets every click and key but those on labels and their menu', async () => {
    const page = await openPage(['Clara']);
    const face = (await readOverlay(page)).find(({ name }) => name === 'Clara');
    if (face === undefined) throw new Error('There is no label.');
    // In the box, and beside the label.
    await page.mouse.click(...middle(face.rect), { count: 2 });
    await page.mouse.click(face.label.x - 12, face.label.y + 6);
    await page.mouse.wheel({ deltaY: 10 });
    await page.keyboard.press('k');
    await waitUntil(async () => ((await heard(page))['wheel'] ?? 0) > 0, 'the wheel is heard');
    // Each at the document and at the video, the keys at the document alone.
    expect(await heard(page)).toMatchObject({ click: 6, dblclick: 2, mousedown: 6, keydown: 1, keyup: 1 });

    await page.evaluate('heard = {}');
    await clickLabel(page, (name) => name === 'Clara');
    await waitForPanel(page, ({ role }) => role === 'menu', 'the menu is open');
    await page.keyboard.press('k');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await waitForPanel(page, ({ hasField }) => hasField, 'a name can be typed');
    await page.keyboard.type('f m');
    await page.keyboard.press('Escape');
    await waitForPanel(page, ({ role }) => role === 'menu', 'the menu is back');
    await page.keyboard.press('Escape');
    await waitUntil(async () => (await readPanel(page)) === undefined, 'the menu is closed');
    expect(await heard(page)).toEqual({});

    // A click elsewhere closes the menu, and is the page's.
    await clickLabel(page, (name) => name === 'Clara');
    await waitForPanel(page, ({ role }) => role === 'menu', 'the menu is open');
    await page.mouse.click(...middle(face.rect));
    await waitUntil(async () => (await readPanel(page)) === undefined, 'the menu is closed');
    await page.keyboard.press('k');
    expect(await heard(page)).toMatchObject({ click: 2, keydown: 1 });
  });

  test('the menu opens over a video in full screen, inside the screen', async () => {
    const page = await openPage(['Clara']);
    await page.evaluate(
      `document.querySelector('video').addEventListener('click', ({ target }) => target.requestFullscreen(), { once: true })`,
    );
    await page.click('video');
    await page.waitForFunction(() => document.fullscreenElement !== null);
    let before = '';
    await waitUntil(async () => {
      const clara = (await readOverlay(page)).find(({ name }) => name === 'Clara');
      // To the pixel: the detector's boxes differ by less from one picture to the next.
      const inPixels = Object.values(clara?.label ?? {}).map(Math.round);
      const [former, now] = [before, JSON.stringify(inPixels)];
      before = now;
      const isFull = await page.evaluate(`document.querySelector('video').clientWidth === innerWidth`);
      return clara !== undefined && former === now && isFull === true;
    }, 'the box has grown with the video, and stands still');
    await clickLabel(page, (name) => name === 'Clara');
    const { rect } = await waitForPanel(page, ({ role }) => role === 'menu', 'the menu is open');
    const [width, height] = (await page.evaluate('[innerWidth, innerHeight]')) as [number, number];
    expect(rect.x).toBeGreaterThanOrEqual(0);
    expect(rect.y).toBeGreaterThanOrEqual(0);
    expect(rect.x + rect.width).toBeLessThanOrEqual(width);
    expect(rect.y + rect.height).toBeLessThanOrEqual(height);
    await choose(page, 'Yes, this is Clara');
    await waitForText(page, 'Noted: this is Clara.');
    await page.evaluate('document.exitFullscreen()');
  });
});

describe('by keyboard', () => {
  /** What the service worker does when the person presses the command's keys, which no test can press. */
  async function goToLabels(): Promise<void> {
    const target = await harness.browser.waitForTarget(
      (one) => one.url().includes(harness.extensionId) && (one.type() as string) === 'service_worker',
    );
    const worker = await target.worker();
    await worker?.evaluate(
      `chrome.tabs.query({ active: true, lastFocusedWindow: true }).then(([tab]) =>
        chrome.tabs.sendMessage(tab.id, { target: 'content', type: 'labels.focus', payload: {} }))`,
    );
  }

  const focusedLabel = async (page: Page) =>
    (await readOverlay(page)).find(({ label }) => label.hasFocus)?.name;

  test('labels are no stops of the Tab key, and are found by the command alone', async () => {
    const page = await openPage(['Clara']);
    const links = (await page.$$('a')).length;
    for (let stop = 0; stop < links + 3; stop++) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(`document.activeElement.matches('[popover]')`)).toBe(false);
    }
    await page.focus('nav a');
    await goToLabels();
    await waitUntil(async () => (await focusedLabel(page)) !== undefined, 'a label has the focus');
    expect(await page.evaluate(`document.querySelector('[popover]').getAttribute('aria-hidden')`)).toBe(
      'false',
    );
    await page.evaluate('heard = {}');
    await waitUntil(async () => {
      await page.keyboard.press('ArrowRight');
      return (await focusedLabel(page)) === 'Clara';
    }, 'the label of Clara has the focus');
    await page.keyboard.press('Enter');
    await waitForPanel(page, ({ focused }) => focused === 'Yes, this is Clara', 'the menu has the focus');
    await page.keyboard.press('Tab');
    await waitForPanel(page, ({ focused }) => focused === 'Not Clara', 'Tab goes on in the menu');
    await page.keyboard.press('Enter');
    await waitForPanel(page, ({ focused }) => focused === 'Undo', 'the way back has the focus');
    await waitForNames(page, []);
    await page.keyboard.press('Enter');
    await waitForText(page, 'Undone.');
    await waitForNames(page, ['Clara']);
    // The sentence goes by itself.
    await waitUntil(async () => (await focusedLabel(page)) !== undefined, 'a label has the focus again');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.matches('nav a') === true);
    expect(await heard(page)).toEqual({});
    await page.keyboard.press('k');
    expect(await heard(page)).toMatchObject({ keydown: 1 });
    await waitUntil(
      async () =>
        (await page.evaluate(`document.querySelector('[popover]').getAttribute('aria-hidden')`)) === 'true',
      'the overlay is hidden from screen readers again',
    );
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

  test('a face that bears a name is given another one behind “Other name…”', async () => {
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
