/** @file Registering the content script on sites, putting it into tabs that are already open.
 * The recognizer calls it off, see [Note: Off means off] in offscreen/site-gate.ts. */
import { within } from './within.ts';
import { browser } from './browser.ts';
import { matchPattern } from './sites.ts';

const ID_PREFIX = 'site:';
/** A tab that takes longer to answer is one whose page does: it gets its script from Chrome when it is there. */
const TAB_LIMIT_MS = 3000;

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
    tabs.flatMap(({ id }) => (id === undefined ? [] : [within(TAB_LIMIT_MS, injectInto(id, origin, file))])),
  );
}

async function injectInto(tabId: number, origin: string, file: string): Promise<void> {
  // Blank frames have their parent's origin, sandboxed ones an opaque one beside that of their address: only the frame itself
  // knows. At once: a page that never ends to load is shown all the same.
  const frames = await chrome.scripting.executeScript({
    target: { tabId, allFrames: true },
    func: () => [globalThis.origin, location.origin],
    injectImmediately: true,
  });
  const frameIds = frames
    .filter(({ result }) => result?.includes(origin) === true)
    .map(({ frameId }) => frameId);
  if (frameIds.length > 0)
    await chrome.scripting.executeScript({
      target: { tabId, frameIds },
      files: [file],
      injectImmediately: true,
    });
}
