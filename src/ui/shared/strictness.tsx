/** @file How sure the product must be before it shows a name. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { toFault, type Fault } from '../../core/errors/fault.ts';
import { askBackground } from '../../platform/messenger.ts';
import { onSettingsChanged, readSettings } from '../../platform/settings-store.ts';
import { FaultNotice } from './notice.tsx';
import { StrictnessEnds, StrictnessEstimate } from './strictness-estimate.tsx';
import { describePosition } from './strictness-words.ts';
import { useEstimate } from './use-estimate.ts';

/** A drag is one change, not forty. */
const SETTLE_MS = 200;

export function Strictness() {
  const [value, setValue] = useState<number>();
  const [fault, setFault] = useState<Fault>();
  const pending = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  const estimate = useEstimate();

  useEffect(() => {
    const read = async (): Promise<void> => {
      const { strictness } = await readSettings();
      // While the person moves the slider, it is the person who is right.
      if (pending.current === undefined) setValue(strictness);
    };
    const refresh = (): void => {
      read().catch((error: unknown) => {
        setFault(toFault(error, 'storage-failed'));
      });
    };
    refresh();
    return onSettingsChanged(refresh);
  }, []);

  const save = async (strictness: number): Promise<void> => {
    clearTimeout(pending.current);
    pending.current = undefined;
    try {
      await askBackground('settings.set', { strictness });
      setFault(undefined);
    } catch (error) {
      setFault(toFault(error));
    }
  };

  return (
    <section class="section" aria-label="Strictness">
      <h2>
        <label for={id}>How sure before a name is shown</label>
      </h2>
      <input
        id={id}
        class="slider"
        type="range"
        min="0"
        max="1"
        step="0.05"
        data-testid="strictness"
        value={value ?? 0.5}
        disabled={value === undefined}
        aria-valuetext={describePosition(value ?? 0.5, estimate)}
        onInput={(event) => {
          const chosen = event.currentTarget.valueAsNumber;
          setValue(chosen);
          clearTimeout(pending.current);
          pending.current = setTimeout(() => void save(chosen), SETTLE_MS);
        }}
        // Let go: saved at once, since the popup may close before the pause is over.
        onChange={(event) => void save(event.currentTarget.valueAsNumber)}
      />
      <StrictnessEnds estimate={estimate} />
      {value !== undefined && <StrictnessEstimate estimate={estimate} strictness={value} />}
      {fault !== undefined && <FaultNotice code={fault.code} />}
    </section>
  );
}
