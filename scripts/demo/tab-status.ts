/** @file The status that the popup gets of a tab, read through a connection of the popup's page. */
import type { Page } from 'puppeteer-core';
import * as v from 'valibot';
import { PANEL_PORT, tabStatusSchema, type TabStatus } from '../../src/protocol/panel-port.ts';

/** Crops stay behind: they would not survive the way out of the browser, and nobody needs them here. */
export async function readTabStatus(popup: Page): Promise<TabStatus> {
  // As text: TypeScript's helpers do not exist in the page.
  const status: unknown = await popup.evaluate(`(async () => {
    const named = new URLSearchParams(location.search).get('tab');
    const [active] = await chrome.tabs.query({ active: true, currentWindow: true });
    const port = chrome.runtime.connect({ name: ${JSON.stringify(PANEL_PORT)} });
    const status = await new Promise((resolve, reject) => {
      port.onMessage.addListener((message) => { if (message.type === 'tab') resolve(message.status); });
      port.onDisconnect.addListener(() => reject(new Error('The recognizer closed the connection.')));
      port.postMessage({ type: 'watchTab', tabId: named === null ? active.id : Number(named) });
    });
    port.disconnect();
    for (const face of status.faces) delete face.crop;
    return status;
  })()`);
  return v.parse(tabStatusSchema, status);
}
