import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { switchSite, waitForFace } from '../../scripts/demo/popup-driver.ts';
import { personAt } from '../../scripts/demo/truth-in-page.ts';
import { readTabStatus } from '../../scripts/demo/tab-status.ts';
import { enrollPerson, startHarness, switchOn, type Harness } from './harness.ts';
import { namesOn, readOverlay, waitForNames } from './overlay.ts';
import { waitUntil } from './wait-until.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
});

/** Whose faces bear which names now; "?" for unknown ones. */
async function labelsByPerson(page: Page): Promise<Record<string, string>> {
  const picture = await page.$eval('video', (video) => {
    const { x, y, width, height } = video.getBoundingClientRect();
    return { x, y, width, height };
  });
  const labels: Record<string, string> = {};
  for (const { rect, state, name } of await readOverlay(page)) {
    const x = (rect.x + rect.width / 2 - picture.x) / picture.width;
    const y = (rect.y + rect.height / 2 - picture.y) / picture.height;
    labels[(await personAt(page, x, y)) ?? 'nobody'] = state === 'named' ? name : '?';
  }
  return labels;
}

describe('a video in a tab', () => {
  test('shows strangers as unknown, then the name that was typed, and only on that face', async () => {
    const page = await harness.open('?static=sample1');
    const popup = await switchOn(harness, page);
    await waitUntil(
      async () => Object.values(await labelsByPerson(page)).join() === '?,?,?',
      'all three strangers are unknown',
    );
    await enrollPerson(page, popup, 'Clara');
    await waitForNames(page, ['Clara']);
    await expect
      .poll(() => labelsByPerson(page), { timeout: 60_000 })
      .toEqual({ Mira: '?', Salome: '?', Clara: 'Clara' });
    await popup.close();
  });

  test('knows the same person in another picture, and leaves the others there unknown', async () => {
    const page = await harness.open('?static=sample3');
    await waitForNames(page, ['Clara']);
    await expect
      .poll(() => labelsByPerson(page), { timeout: 60_000 })
      .toEqual({ Greta: '?', Clara: 'Clara', Helen: '?' });
  });

  test('collects several samples of the face, each with a picture and an embedding', async () => {
    const page = await harness.extensionPage('src/ui/studio/index.html');
    const counts: unknown = await page.evaluate(`chrome.storage.local.get(null).then((all) =>
      Object.values(all).filter((record) => record.name === 'Clara').flatMap(({ samples }) =>
        samples.map(({ cropUrl, embeddings }) => [cropUrl.startsWith('data:image/jpeg;base64,'), embeddings.faceplugin3.length]))
    )`);
    await page.close();
    const samples = counts as unknown[];
    expect(samples.length).toBeGreaterThanOrEqual(3);
    expect(samples).toEqual(samples.map(() => [true, 512]));
  });

  test('counts the named faces on the toolbar button', async () => {
    const page = await harness.open('?static=sample3');
    await waitForNames(page, ['Clara']);
    const popup = await harness.popup(page);
    const badge = (): Promise<unknown> =>
      popup.evaluate(`chrome.tabs.query({ active: true, currentWindow: true })
        .then(([tab]) => chrome.action.getBadgeText({ tabId: tab.id }))`);
    await waitUntil(async () => (await badge()) === '1', 'the badge says 1');
    await popup.close();
  });

  test('finds two videos at once, one of them added later, and labels both', async () => {
    const page = await harness.open('?late=1&static=sample3,sample1');
    expect(await readOverlay(page)).toEqual([]);
    await page.evaluate(() => window.demo?.addVideo());
    await waitForNames(page, ['Clara']);
    await page.evaluate(() => window.demo?.addVideo());
    await page.evaluate(() => {
      document.querySelectorAll('video')[1]?.scrollIntoView({ block: 'end' });
    });
    await waitForNames(page, ['Clara', 'Clara']);
  });

  test('finds a video in an open shadow root', async () => {
    const page = await harness.open('?static=sample3');
    await waitForNames(page, ['Clara']);
    await page.evaluate(() => {
      const video = document.querySelector('video');
      const host = document.createElement('div');
      video?.replaceWith(host);
      if (video !== null) host.attachShadow({ mode: 'open' }).append(video);
      return video?.play();
    });
    await waitForNames(page, ['Clara']);
  });

  test('draws the boxes where the picture is: scrolled, letterboxed and covering', async () => {
    const page = await harness.open('?static=sample3&fps=10');
    for (const css of [
      '',
      'object-fit:contain;height:620px;width:500px',
      'object-fit:cover;height:420px;width:600px',
    ]) {
      await page.evaluate((style) => {
        document.querySelector('video')?.setAttribute('style', style);
        window.scrollTo(0, 40);
      }, css);
      await waitUntil(async () => isOnFaces(page), `the boxes lie on the faces with "${css}"`);
    }
  });

  test('switching off leaves the page as it was, and on again works without a reload', async () => {
    const page = await harness.open('?static=sample3');
    await waitForNames(page, ['Clara']);
    const popup = await harness.popup(page);
    await switchSite(popup, false);
    await waitUntil(
      async () => page.evaluate(() => document.documentElement.children.length === 2),
      'the overlay is gone from the page',
    );
    expect(await page.evaluate(() => document.querySelector('video')?.getAttributeNames())).not.toContain(
      'crossorigin',
    );
    await switchSite(popup, true);
    await popup.close();
    await waitForNames(page, ['Clara']);
  });

  test('goes on after the service worker was stopped, and enrolls through a new one', async () => {
    const page = await harness.open('?static=sample1');
    await waitForNames(page, ['Clara']);
    await harness.killServiceWorker();
    const popup = await harness.popup(page);
    await enrollPerson(page, popup, 'Mira');
    await waitForNames(page, ['Clara', 'Mira']);
    await popup.close();
  });

  test('a hidden tab is not worked on, and goes on when it is seen again', async () => {
    const page = await harness.open('?static=sample3');
    await waitForNames(page, ['Clara']);
    const popup = await harness.popupInTab(page);
    await popup.bringToFront();
    await waitUntil(
      async () => (await readTabStatus(popup)).videos.every(({ state }) => state === 'hidden'),
      'the video counts as hidden',
    );
    await page.bringToFront();
    await waitForNames(page, ['Clara']);
    await popup.close();
  });

  test('a paused video keeps its names', async () => {
    const page = await harness.open('?static=sample3');
    await waitForNames(page, ['Clara']);
    await page.evaluate(() => {
      document.querySelector('video')?.pause();
    });
    const popup = await harness.popup(page);
    await waitUntil(
      async () => (await readTabStatus(popup)).videos[0]?.state === 'paused',
      'the video counts as paused',
    );
    await waitForNames(page, ['Clara']);
    await popup.close();
  });

  test('the keyboard alone switches the site, chooses a face and names it', async () => {
    const page = await harness.open('?static=sample1');
    const popup = await harness.popup(page);
    await popup.waitForSelector('[data-testid="site-switch"][aria-checked="true"]');
    await tabTo(popup, '[data-testid="site-switch"]');
    await popup.keyboard.press('Space');
    await popup.waitForSelector('[data-testid="site-switch"][aria-checked="false"]');
    await popup.keyboard.press('Space');
    await popup.waitForSelector('[data-testid="site-switch"][aria-checked="true"]');
    await waitForNames(page, ['Clara', 'Mira']);
    // Tiles of faces from before the switch may still be leaving, some of them without their name.
    const { face } = await waitForFace(
      popup,
      async ({ name, x, y }) => name === '' && (await personAt(page, x, y)) === 'Salome',
    );
    await tabTo(popup, `[data-testid="face"][data-face="${face}"]`);
    await popup.keyboard.press('Enter');
    await popup.waitForSelector('[data-testid="name-input"]:focus');
    await popup.keyboard.type('Salome');
    await popup.keyboard.press('Enter');
    await waitForNames(page, ['Clara', 'Mira', 'Salome']);
    await popup.close();
  });

  test('pages learn nothing: no resource of the extension can be loaded', async () => {
    const page = await harness.open('?novideo=1');
    const seen = await page.evaluate(async (id) => {
      const paths = ['manifest.json', 'src/content/content-script.js', 'assets/icon-16.png'];
      const answers = await Promise.allSettled(
        paths.map((path) => fetch(`chrome-extension://${id}/${path}`)),
      );
      return answers.map(({ status }) => status);
    }, harness.extensionId);
    expect(seen).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await namesOn(page)).toEqual([]);
  });
});

/** Presses Tab until what `selector` means has the focus. */
async function tabTo(popup: Page, selector: string): Promise<void> {
  await waitUntil(async () => {
    await popup.keyboard.press('Tab');
    return popup.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
  }, `Tab reaches ${selector}`);
}

/** Every box's centre lies on a face of the truth, seen through the element's own fit. */
async function isOnFaces(page: Page): Promise<boolean> {
  const faces = await readOverlay(page);
  if (faces.length < 2) return false;
  const centers = faces.map(({ rect }) => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 }));
  return page.evaluate((points) => {
    const video = document.querySelector('video');
    if (video === null) return false;
    const { x, y, width, height } = video.getBoundingClientRect();
    const fit = getComputedStyle(video).objectFit;
    const scale =
      fit === 'cover'
        ? Math.max(width / video.videoWidth, height / video.videoHeight)
        : Math.min(width / video.videoWidth, height / video.videoHeight);
    const [shownX, shownY] = [video.videoWidth * scale, video.videoHeight * scale];
    const truth = window.demo?.truthAt(performance.now()) ?? [];
    return points.every((point) => {
      const atX = (point.x - (x + (width - shownX) / 2)) / shownX;
      const atY = (point.y - (y + (height - shownY) / 2)) / shownY;
      return truth.some(
        ({ box }) =>
          Math.abs(atX - box.x - box.width / 2) < box.width * 0.3 &&
          Math.abs(atY - box.y - box.height / 2) < box.height * 0.3,
      );
    });
  }, centers);
}
