/** @file Whether the extension has just been started: with the browser, switched on again, or as a new version. */
import { browser } from './browser.ts';

const STARTED_KEY = 'started';

/** True once in each of them; only the service worker asks. */
export async function isFreshStart(): Promise<boolean> {
  const isStarted = (await browser.storage.session.get(STARTED_KEY))[STARTED_KEY] === true;
  if (!isStarted) await browser.storage.session.set({ [STARTED_KEY]: true });
  return !isStarted;
}
