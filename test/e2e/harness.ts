/** @file The built extension in a real Chromium on the demo page, and what a person would see of it. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { DIST } from '../../scripts/browser/dist.ts';
import { findExtension } from '../../scripts/browser/extension.ts';
import { grantOrigin } from '../../scripts/browser/host-permission.ts';
import { launchBrowser } from '../../scripts/browser/launch.ts';
import { openPopup } from '../../scripts/browser/popup.ts';
import { enrollFace, switchSite } from '../../scripts/demo/popup-driver.ts';
import { startDemoServer, type DemoServer } from '../../scripts/demo/server.ts';
import { personAt } from '../../scripts/demo/truth-in-page.ts';
import { waitUntil } from './wait-until.ts';

export { DIST };

export interface Harness {
  readonly browser: Browser;
  readonly server: DemoServer;
  readonly extensionId: string;
  /** Opens a page of the demo site in a new tab, in front; the others are closed. */
  open(query?: string): Promise<Page>;
  popup(page: Page): Promise<Page>;
  /** The popup as a tab of its own, about `page`: it stays open when another tab comes to the front. */
  popupInTab(page: Page): Promise<Page>;
  extensionPage(path: string): Promise<Page>;
  /** Ends the service worker as Chrome does when it is idle, and waits until it is gone. */
  killServiceWorker(): Promise<void>;
  close(): Promise<void>;
}

export interface HarnessOptions {
  readonly args?: readonly string[];
  readonly extensionDir?: string;
  /** A profile that outlives the browser. */
  readonly profileDir?: string;
}

export async function startHarness({
  args = [],
  extensionDir = DIST,
  profileDir,
}: HarnessOptions = {}): Promise<Harness> {
  const server = await startDemoServer();
  const profile = profileDir === undefined ? {} : { profileDir };
  const browser = await launchBrowser({ headless: true, extensionDir, args, ...profile });
  const { id: extensionId } = await findExtension(browser);
  await grantOrigin(browser, extensionId, 'http://127.0.0.1/*');

  const extensionPage = async (path: string): Promise<Page> => {
    const page = await browser.newPage();
    await page.goto(`chrome-extension://${extensionId}/${path}`);
    return page;
  };
  // These tests know the network of the package's names and numbers, also where somebody has converted FaceNet.
  const isFacenetPacked = ['facenet-512-small.onnx', 'facenet-128-small.onnx'].some((file) =>
    existsSync(path.join(DIST, 'models', file)),
  );
  if (extensionDir === DIST && isFacenetPacked) {
    const page = await extensionPage('src/ui/studio/index.html');
    await page.evaluate(
      `chrome.runtime.sendMessage({ target: 'background', type: 'settings.set', payload: { modelId: 'faceplugin3' } })`,
    );
    await page.close();
  }
  return {
    browser,
    server,
    extensionId,
    extensionPage,
    async open(query = '') {
      const before = await browser.pages();
      const page = await browser.newPage();
      for (const other of before) await other.close();
      await page.goto(server.url + query);
      await page.waitForFunction(() => window.demo !== undefined);
      await page.bringToFront();
      return page;
    },
    popup: (page) => openPopup(browser, page),
    async popupInTab(page) {
      const popup = await openPopup(browser, page);
      const button = await popup.waitForSelector('[data-testid="open-in-tab"]');
      const known = new Set(browser.targets());
      await button?.click();
      const target = await browser.waitForTarget(
        (one) => !known.has(one) && one.url().includes('popup/index.html?tab='),
      );
      const tab = await target.page();
      if (tab === null) throw new Error('The popup did not open in a tab.');
      return tab;
    },
    async killServiceWorker() {
      const target = await browser.waitForTarget(
        (one) => one.url().includes(extensionId) && (one.type() as string) === 'service_worker',
      );
      const worker = await target.worker();
      await worker?.close();
      await waitUntil(() => !browser.targets().includes(target), 'the service worker is gone');
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Switches the page's site on through the real popup, and leaves the popup open. */
export async function switchOn(harness: Harness, page: Page): Promise<Page> {
  const popup = await harness.popup(page);
  await switchSite(popup, true);
  return popup;
}

/** Enrolls the person whose face the demo's truth has at a face of the popup. */
export async function enrollPerson(page: Page, popup: Page, person: string, name = person): Promise<void> {
  await enrollFace(popup, async ({ x, y }) => (await personAt(page, x, y)) === person, name);
}
