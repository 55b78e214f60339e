/** @file The person's settings; anything unreadable counts as the default. */
import { DEFAULT_SETTINGS, storedSettingsSchema, type Settings } from '../protocol/background-messages.ts';
import { parseMessage } from '../protocol/schemas.ts';
import { onKeysChanged, readKey, writeKeys } from './local-store.ts';

const SETTINGS_KEY = 'settings';
const ACTIVE_MODEL_KEY = 'active-model';
const FORMER_MODEL_KEY = 'former-model';

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

/** The model that was in use before, to which one click leads back. */
export async function readFormerModelId(): Promise<string | null> {
  const stored = await readKey(FORMER_MODEL_KEY);
  return typeof stored === 'string' && stored !== '' ? stored : null;
}

/** This model is in use from now on; the one that was becomes the former, unless it is gone. */
export async function writeActiveModelId(modelId: string | null, hasWayBack = true): Promise<void> {
  const before = await readActiveModelId();
  const isSame = before === null || before === modelId;
  const former = hasWayBack && !isSame ? { [FORMER_MODEL_KEY]: before } : {};
  await writeKeys({
    [ACTIVE_MODEL_KEY]: modelId,
    ...former,
    ...(hasWayBack ? {} : { [FORMER_MODEL_KEY]: null }),
  });
}

/** The model is gone: it is neither in use nor can one go back to it. */
export async function forgetModelInUse(modelId: string): Promise<void> {
  if ((await readActiveModelId()) === modelId) await writeKeys({ [ACTIVE_MODEL_KEY]: null });
  if ((await readFormerModelId()) === modelId) await writeKeys({ [FORMER_MODEL_KEY]: null });
}

export function onSettingsChanged(callback: () => void): () => void {
  return onKeysChanged((keys) => {
    if (keys.includes(SETTINGS_KEY)) callback();
  });
}

export function onFormerModelChanged(callback: () => void): () => void {
  return onKeysChanged((keys) => {
    if (keys.includes(FORMER_MODEL_KEY)) callback();
  });
}
