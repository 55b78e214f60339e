/**
 * @file On which sites Nametag runs. A site is on when the person switched it on (kept in storage) and Chrome's
 * permission for it is held: either alone does nothing.
 */
import * as v from 'valibot';
import { parseMessage } from '../protocol/schemas.ts';
import { browser } from './browser.ts';
import { onKeysChanged, readKey, writeKeys } from './local-store.ts';
import { askBackground } from './messenger.ts';

const SITES_KEY = 'sites';
const sitesSchema = v.array(v.pipe(v.string(), v.maxLength(300)));

/** `origin` as in `location.origin`. */
export function matchPattern(origin: string): string {
  return `${origin}/*`;
}

export async function readWantedSites(): Promise<readonly string[]> {
  return parseMessage(sitesSchema, await readKey(SITES_KEY)) ?? [];
}

export async function writeWantedSites(origins: readonly string[]): Promise<void> {
  await writeKeys({ [SITES_KEY]: [...origins] });
}

export async function hasPermission(origin: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [matchPattern(origin)] });
}

export async function isSiteEnabled(origin: string): Promise<boolean> {
  const [wanted, isAllowed] = await Promise.all([readWantedSites(), hasPermission(origin)]);
  return isAllowed && wanted.includes(origin);
}

/**
 * Asks Chrome for this one origin and switches recognition on. Call it directly in the click: Chrome asks only then.
 * The wish is stored before the answer, because the prompt may close the popup; the service worker then goes on alone.
 *
 * @returns false when the person refused.
 */
export async function enableSite(origin: string): Promise<boolean> {
  const answer = browser.permissions.request({ origins: [matchPattern(origin)] });
  const stored = askBackground('site.set', { origin, isEnabled: true });
  const isGranted = await answer;
  await stored;
  await askBackground('site.set', { origin, isEnabled: isGranted });
  return isGranted;
}

export async function disableSite(origin: string): Promise<void> {
  await askBackground('site.set', { origin, isEnabled: false });
}

export async function dropPermission(origin: string): Promise<void> {
  await browser.permissions.remove({ origins: [matchPattern(origin)] });
}

export function onSitesChanged(callback: () => void): () => void {
  const stopStore = onKeysChanged((keys) => {
    if (keys.includes(SITES_KEY)) callback();
  });
  const stopPermissions = onPermissionsChanged(callback);
  return () => {
    stopStore();
    stopPermissions();
  };
}

export function onPermissionsChanged(callback: () => void): () => void {
  const handle = (): void => {
    callback();
  };
  browser.permissions.onAdded.addListener(handle);
  browser.permissions.onRemoved.addListener(handle);
  return () => {
    browser.permissions.onAdded.removeListener(handle);
    browser.permissions.onRemoved.removeListener(handle);
  };
}
