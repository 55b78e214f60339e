/** @file Whether people not named yet are remembered over the end of the browser. Switching it off erases, so it asks first. */
import { useEffect, useId, useState } from 'preact/hooks';
import { toFault, type Fault } from '../../../core/errors/fault.ts';
import { askBackground } from '../../../platform/messenger.ts';
import { onSettingsChanged, readSettings } from '../../../platform/settings-store.ts';
import { FaultNotice } from '../notice.tsx';

export interface KeepSwitchProps {
  /** How many lie in storage now. */
  readonly kept: number;
}

export function KeepSwitch({ kept }: KeepSwitchProps) {
  const [isOn, setIsOn] = useState<boolean>();
  const [isAsking, setIsAsking] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const id = useId();

  useEffect(() => {
    const refresh = (): void => {
      readSettings().then(
        ({ keepsUnnamed }) => {
          setIsOn(keepsUnnamed);
        },
        (error: unknown) => {
          setFault(toFault(error, 'storage-failed'));
        },
      );
    };
    refresh();
    return onSettingsChanged(refresh);
  }, []);

  const set = async (keepsUnnamed: boolean): Promise<void> => {
    setIsAsking(false);
    try {
      await askBackground('settings.set', { keepsUnnamed });
      setFault(undefined);
    } catch (error) {
      setFault(toFault(error));
    }
  };

  if (isOn === undefined) return null;
  return (
    <div class="keep">
      <button
        class="keep-switch"
        type="button"
        role="switch"
        aria-checked={isOn}
        aria-describedby={id}
        data-testid="keep-unnamed"
        onClick={() => {
          if (isOn && kept > 0) setIsAsking(!isAsking);
          else void set(!isOn);
        }}
      >
        <span>Keep these faces after the browser is closed</span>
        <span class="switch" />
      </button>
      <p class="hint" id={id}>
        {isOn
          ? 'On: they are stored on this computer until you name or forget them.'
          : 'Off: they are forgotten when the browser closes.'}
      </p>
      {isAsking && (
        <div class="group-buttons" role="alert">
          <p>Switching it off erases what is stored of them.</p>
          <button
            class="button"
            type="button"
            data-testid="keep-erase"
            onClick={() => {
              void set(false);
            }}
          >
            Erase and switch off
          </button>
          <button
            class="button is-quiet"
            type="button"
            onClick={() => {
              setIsAsking(false);
            }}
          >
            Leave it on
          </button>
        </div>
      )}
      {fault !== undefined && <FaultNotice code={fault.code} />}
    </div>
  );
}
