/** @file Grants an extension access to a site, where no one can click Chrome's permission prompt. */
import type { Browser } from 'puppeteer-core';

/**
 * Afterwards `permissions.request` in the extension's popup resolves to true without a prompt and fires
 * `permissions.onAdded`, as after a person's "Allow": so the extension runs unchanged. The grant alone fires nothing.
 *
 * Opens and closes a tab, which closes an open popup: grant first, then open the popup.
 * @param pattern such as `http://127.0.0.1/*`
 * @throws when Chrome refuses the pattern
 */
export async function grantOrigin(browser: Browser, extensionId: string, pattern: string): Promise<void> {
  const page = await browser.newPage();
  try {
    // Only this page may use the private API behind "This can read and change site data".
    await page.goto('chrome://extensions');
    // As text: no package has types for this API.
    const argumentsText = `${JSON.stringify(extensionId)}, ${JSON.stringify(pattern)}`;
    await page.evaluate(`chrome.developerPrivate.addHostPermission(${argumentsText})`);
  } finally {
    await page.close();
  }
}
