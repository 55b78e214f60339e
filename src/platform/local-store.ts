/** @file `chrome.storage.local`, closed to content scripts, with one error for everything that can go wrong in it. */
import { FaultError } from '../core/errors/fault.ts';
import { browser } from './browser.ts';

/** The records whose keys begin with one of these: storage holds thousands of crops that have nothing to do with them. */
export async function readUnder(...prefixes: readonly string[]): Promise<Record<string, unknown>> {
  return readKeys(await listKeys(...prefixes));
}

/** The keys that begin with one of these. */
export async function listKeys(...prefixes: readonly string[]): Promise<string[]> {
  const keys = await guarded(() => chrome.storage.local.getKeys());
  return keys.filter((key) => prefixes.some((prefix) => key.startsWith(prefix)));
}

/** Without those that there are not. */
export async function readKeys(keys: string[]): Promise<Record<string, unknown>> {
  return guarded(() => browser.storage.local.get(keys));
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
  return onRecordsChanged((records) => {
    callback([...records.keys()]);
  });
}

/** Calls back with what lies under the changed keys by now, undefined where there is nothing any more. */
export function onRecordsChanged(callback: (records: ReadonlyMap<string, unknown>) => void): () => void {
  const handle = (changes: Record<string, { newValue?: unknown }>, area: string): void => {
    if (area !== 'local') return;
    callback(new Map(Object.entries(changes).map(([key, { newValue }]) => [key, newValue])));
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
