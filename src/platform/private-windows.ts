/** @file Private (incognito) windows: what was switched on in one, and when the last one is gone. */
import * as v from 'valibot';
import { parseMessage } from '../protocol/schemas.ts';
import { browser } from './browser.ts';
import { readKey, removeKeys, writeKeys } from './local-store.ts';
import { matchPattern } from './sites.ts';

/**
 * In `local`: what lies in `session` is gone after a crash, and with it the knowledge of what is to be forgotten. Chrome writes
 * the permission for a site to disk in any case.
 */
const PRIVATE_SITES_KEY = 'private-sites';
const originsSchema = v.array(v.pipe(v.string(), v.maxLength(300)));

export async function readPrivateSites(): Promise<readonly string[]> {
  return parseMessage(originsSchema, await readKey(PRIVATE_SITES_KEY)) ?? [];
}

export async function writePrivateSites(origins: readonly string[]): Promise<void> {
  if (origins.length === 0) await removeKeys([PRIVATE_SITES_KEY]);
  else await writeKeys({ [PRIVATE_SITES_KEY]: [...origins] });
}

/** Whether this site is open in private windows only; before Chrome shows its tabs, whether the person is in one. */
export async function isPrivateSite(origin: string): Promise<boolean> {
  const tabs = await browser.tabs.query({ url: matchPattern(origin) });
  if (tabs.length > 0) return tabs.every(({ incognito }) => incognito);
  return (await browser.windows.getLastFocused()).incognito;
}

export async function hasPrivateWindow(): Promise<boolean> {
  return (await browser.windows.getAll()).some(({ incognito }) => incognito);
}

/** Calls back when a window has been closed, and when the browser has been started. */
export function onWindowsGone(callback: () => void): void {
  const handle = (): void => {
    callback();
  };
  browser.windows.onRemoved.addListener(handle);
  browser.runtime.onStartup.addListener(handle);
}
