/** @file The person's settings; anything unreadable counts as the default. */
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../protocol/background-messages.ts';
import { parseMessage } from '../protocol/schemas.ts';
import { onKeysChanged, readKey, writeKeys } from './local-store.ts';

const SETTINGS_KEY = 'settings';

export async function readSettings(): Promise<Settings> {
  return parseMessage(settingsSchema, await readKey(SETTINGS_KEY)) ?? DEFAULT_SETTINGS;
}

export async function writeSettings(settings: Settings): Promise<void> {
  await writeKeys({ [SETTINGS_KEY]: settings });
}

export function onSettingsChanged(callback: () => void): () => void {
  return onKeysChanged((keys) => {
    if (keys.includes(SETTINGS_KEY)) callback();
  });
}
