/** @file `chrome.storage.local`, closed to content scripts, with one error for everything that can go wrong in it. */
import { FaultError } from '../core/errors/fault.ts';
import { browser } from './browser.ts';

/** The records whose keys begin with one of these: storage holds thousands of crops that have nothing to do with them. */
export async function readUnder(...prefixes: readonly string[]): Promise<Record<string, unknown>> {
  const keys = await guarded(() => chrome.storage.local.getKeys());
  const wanted = keys.filter((key) => prefixes.some((prefix) => key.startsWith(prefix)));
  return guarded(() => browser.storage.local.get(wanted));
}

export async function readKey(key: string): Promise<unknown> {
  const found = await guarded(() => browser.storage.local.get(key));
  return found[key];
}

export async function writeKeys(records: Record<string, unknown>): Promise<void> {
  await guarded(() => browser.storage.local.set(records));
}

export async function removeKeys(keys: string[]): Promise<void> {
  await guarded(() => browser.storage.local.remove(keys));
}

/** Calls back with the changed keys; returns the way to stop. */
export function onKeysChanged(callback: (keys: string[]) => void): () => void {
  const handle = (changes: Record<string, unknown>, area: string): void => {
    if (area === 'local') callback(Object.keys(changes));
  };
  browser.storage.onChanged.addListener(handle);
  return () => {
    browser.storage.onChanged.removeListener(handle);
  };
}

/** Content scripts live in the page's process: they must not be able to read the gallery even if that process is taken over. */
export async function closeStoreToContentScripts(): Promise<void> {
  await chrome.storage.local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
}

async function guarded<Value>(action: () => Promise<Value>): Promise<Value> {
  try {
    return await action();
  } catch (error) {
    throw new FaultError('storage-failed', error instanceof Error ? error.message : 'storage failed');
  }
}
