/** @file Whether the offscreen document knows all that is stored. Gone with the browser, and with each new version of the extension. */
import { browser } from './browser.ts';

const TOLD_KEY = 'told';

export async function readTold(): Promise<boolean> {
  try {
    return (await browser.storage.session.get(TOLD_KEY))[TOLD_KEY] === true;
  } catch {
    // Then it is told once more.
    return false;
  }
}

/** Only the service worker writes. */
export async function writeTold(isTold: boolean): Promise<void> {
  await browser.storage.session.set({ [TOLD_KEY]: isTold });
}
