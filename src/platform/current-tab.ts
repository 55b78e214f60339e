/** @file Which tab the popup is about, and whether an extension may run there at all. */
import { browser } from './browser.ts';

export type CurrentTab =
  | {
      readonly tabId: number;
      readonly kind: 'web';
      readonly origin: string;
      readonly host: string;
      readonly isPrivate: boolean;
    }
  | { readonly tabId: number; readonly kind: 'browser-page' | 'store' | 'pdf' | 'file' | 'unknown' };

const STORE_HOSTS = ['chromewebstore.google.com', 'chrome.google.com', 'microsoftedge.microsoft.com'];

/** The popup's own address may name the tab (`?tab=ID`): opened as a page, it would take itself for the active tab. */
export async function readCurrentTab(): Promise<CurrentTab> {
  const named = new URLSearchParams(location.search).get('tab');
  const tab =
    named === null
      ? (await browser.tabs.query({ active: true, currentWindow: true }))[0]
      : (await browser.tabs.query({})).find(({ id }) => id === Number(named));
  const tabId = tab?.id ?? 0;
  const url = tab?.url === undefined || tab.url === '' ? undefined : new URL(tab.url);
  if (url === undefined) return { tabId, kind: 'unknown' };
  if (url.protocol === 'file:') return { tabId, kind: 'file' };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { tabId, kind: 'browser-page' };
  if (STORE_HOSTS.includes(url.hostname)) return { tabId, kind: 'store' };
  if (/\.pdf$/iu.test(url.pathname)) return { tabId, kind: 'pdf' };
  return { tabId, kind: 'web', origin: url.origin, host: url.host, isPrivate: tab?.incognito === true };
}

/** The PDF viewer keeps the document's own address; where that does not tell, the document's type does. */
export async function isPdf(tabId: number): Promise<boolean> {
  try {
    const [answer] = await chrome.scripting.executeScript({
      target: { tabId },
      func: () => document.contentType,
      injectImmediately: true,
    });
    return answer?.result === 'application/pdf';
  } catch {
    // No permission for the page yet: nothing speaks against it.
    return false;
  }
}
