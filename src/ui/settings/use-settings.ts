/** @file The stored settings, kept fresh while the page is open, and changing them. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { toFault, type Fault } from '../../core/errors/fault.ts';
import { askBackground } from '../../platform/messenger.ts';
import { onSettingsChanged, readSettings } from '../../platform/settings-store.ts';
import type { RequestOf, Settings } from '../../protocol/background-messages.ts';

export type ChangeSettings = (change: RequestOf<'settings.set'>) => Promise<void>;

export interface SettingsState {
  /** Undefined until they have been read. */
  readonly settings: Settings | undefined;
  readonly fault: Fault | undefined;
  readonly change: ChangeSettings;
}

export function useSettings(): SettingsState {
  const [settings, setSettings] = useState<Settings>();
  const [fault, setFault] = useState<Fault>();

  useEffect(() => {
    const refresh = (): void => {
      readSettings().then(setSettings, (error: unknown) => {
        setFault(toFault(error, 'storage-failed'));
      });
    };
    refresh();
    return onSettingsChanged(refresh);
  }, []);

  const change = useCallback<ChangeSettings>(async (wanted) => {
    try {
      await askBackground('settings.set', wanted);
      setFault(undefined);
    } catch (error) {
      setFault(toFault(error));
    }
    // Also after a failure: then it shows what is still in force.
    setSettings(await readSettings());
  }, []);
  return { settings, fault, change };
}
