/** @file Opens the real popup of the extension's toolbar button, or catches it as something else opens it. */
import { TargetType, type Browser, type Page } from 'puppeteer-core';
import { findExtension } from './extension.ts';

/** A popup that has not opened by then will not: opening takes some 100 ms. */
const POPUP_TIMEOUT_MS = 10_000;

/**
 * Clicks the toolbar button with `page` in front: the popup opens as for a person, with `activeTab` for that tab,
 * and `tabs.query({ active: true, currentWindow: true })` in it gives that tab. Works headless too.
 *
 * It closes when another tab comes to the front; clicks in `page` and screenshots of it leave it open.
 * @returns the popup's page; close it with `page.close()` before opening it again
 */
export async function openPopup(browser: Browser, page: Page): Promise<Page> {
  const extension = await findExtension(browser);
  return catchPopup(browser, async () => {
    await page.bringToFront();
    await extension.triggerAction(page);
  });
}

/** The popup, or the window that stands in for it, that opens by what `open` does. */
export async function catchPopup(browser: Browser, open: () => Promise<void>): Promise<Page> {
  const { id } = await findExtension(browser);
  const known = new Set(browser.targets());
  await open();
  const target = await browser.waitForTarget(
    (candidate) =>
      !known.has(candidate) &&
      candidate.type() === TargetType.PAGE &&
      candidate.url().startsWith(`chrome-extension://${id}/`),
    { timeout: POPUP_TIMEOUT_MS },
  );
  // Puppeteer's `page()` is null here, because a popup is no tab.
  const popup = await target.asPage();
  await popup.waitForFunction(() => document.readyState === 'complete');
  return popup;
}
