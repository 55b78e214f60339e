/** @file The only writer of settings: a change names only what changes, so two pages cannot undo each other's. */
import { forgetModelInUse, readSettings, writeSettings } from '../platform/settings-store.ts';
import type { RequestOf } from '../protocol/background-messages.ts';

export interface SettingsWriter {
  change(change: RequestOf<'settings.set'>): Promise<void>;
  /** Whoever had chosen this model has no choice made. */
  forgetModel(modelId: string): Promise<void>;
}

export function createSettingsWriter(onChanged: () => Promise<void>): SettingsWriter {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (change: () => Promise<void>): Promise<void> => {
    const turn = last.then(change, change);
    last = turn.catch(() => undefined);
    return turn.then(onChanged);
  };
  return {
    change: (change) =>
      inTurn(async () => {
        await writeSettings({ ...(await readSettings()), ...change });
      }),
    forgetModel: (modelId) =>
      inTurn(async () => {
        const settings = await readSettings();
        if (settings.modelId === modelId) await writeSettings({ ...settings, modelId: null });
        await forgetModelInUse(modelId);
      }),
  };
}
