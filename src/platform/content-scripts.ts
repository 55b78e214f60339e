/** @file Registering the content script on sites, putting it into tabs that are already open, and calling it off. */
import { STOP } from '../protocol/pushes.ts';
import { browser } from './browser.ts';
import { pushToTab } from './messenger.ts';
import { matchPattern } from './sites.ts';

const ID_PREFIX = 'site:';

export async function registeredSites(): Promise<string[]> {
  const scripts = await chrome.scripting.getRegisteredContentScripts();
  return scripts.filter(({ id }) => id.startsWith(ID_PREFIX)).map(({ id }) => id.slice(ID_PREFIX.length));
}

export async function registerSite(origin: string, file: string): Promise<void> {
  await chrome.scripting.registerContentScripts([
    {
      id: ID_PREFIX + origin,
      matches: [matchPattern(origin)],
      js: [file],
      allFrames: true,
      matchOriginAsFallback: true,
      runAt: 'document_idle',
      persistAcrossSessions: true,
    },
  ]);
}

export async function unregisterSite(origin: string): Promise<void> {
  await chrome.scripting.unregisterContentScripts({ ids: [ID_PREFIX + origin] });
}

/**
 * Registered scripts do not run in what is already open. The origin may be that of a tab or of a frame embedded in one;
 * a tab that refuses (an error page, a site without permission) is left out.
 */
export async function injectIntoOpenTabs(origin: string, file: string): Promise<void> {
  const tabs = await browser.tabs.query({});
  await Promise.allSettled(
    tabs.flatMap(({ id }) => (id === undefined ? [] : [injectInto(id, origin, file)])),
  );
}

async function injectInto(tabId: number, origin: string, file: string): Promise<void> {
  // Blank frames have their parent's origin; only the frame itself knows it.
  const frames = await chrome.scripting.executeScript({
    target: { tabId, allFrames: true },
    func: () => globalThis.origin,
  });
  const frameIds = frames.filter(({ result }) => result === origin).map(({ frameId }) => frameId);
  if (frameIds.length > 0)
    await chrome.scripting.executeScript({ target: { tabId, frameIds }, files: [file] });
}

/** Told to every tab, because the permission to ask for a tab's address may be gone already; others ignore it. */
export async function stopInTabs(origin: string): Promise<void> {
  for (const { id } of await browser.tabs.query({})) {
    if (id !== undefined) pushToTab(id, STOP, { origin });
  }
}
