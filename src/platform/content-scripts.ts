/** @file Registering the content script on sites, putting it into tabs that are already open.
 * The recognizer calls it off, see [Note: Off means off] in offscreen/site-gate.ts. */
import { browser } from './browser.ts';
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
