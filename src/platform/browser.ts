/** @file The one import of the browser's extension API. The polyfill throws in workers and pages: only `platform/` imports it. */
import browser from 'webextension-polyfill';

export { browser };

/** False once the extension was updated or removed under a running content script; every API call would throw then. */
export function isContextValid(): boolean {
  try {
    return Boolean((browser.runtime as { id?: string } | undefined)?.id);
  } catch {
    return false;
  }
}
