/** @file The person's settings; anything unreadable counts as the default. */
import { DEFAULT_SETTINGS, storedSettingsSchema, type Settings } from '../protocol/background-messages.ts';
import { parseMessage } from '../protocol/schemas.ts';
import { onKeysChanged, readKey, writeKeys } from './local-store.ts';

const SETTINGS_KEY = 'settings';
const ACTIVE_MODEL_KEY = 'active-model';

export async function readSettings(): Promise<Settings> {
  return parseMessage(storedSettingsSchema, await readKey(SETTINGS_KEY)) ?? DEFAULT_SETTINGS;
}

/** Only the service worker writes, one change after the other. */
export async function writeSettings(settings: Settings): Promise<void> {
  await writeKeys({ [SETTINGS_KEY]: settings });
}

/** The model whose embeddings are complete, which is not yet the chosen one while they are being made. */
export async function readActiveModelId(): Promise<string | null> {
  const stored = await readKey(ACTIVE_MODEL_KEY);
  return typeof stored === 'string' && stored !== '' ? stored : null;
}

export async function writeActiveModelId(modelId: string | null): Promise<void> {
  await writeKeys({ [ACTIVE_MODEL_KEY]: modelId });
}

export function onSettingsChanged(callback: () => void): () => void {
  return onKeysChanged((keys) => {
    if (keys.includes(SETTINGS_KEY)) callback();
  });
}
