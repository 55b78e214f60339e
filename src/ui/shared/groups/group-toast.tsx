/** @file "Merged into one. Undo": what was just done, and a moment to take it back. */
import { useEffect, useRef } from 'preact/hooks';
import type { GroupToast as Toast } from './groups-state.ts';
import { useToastTime } from '../use-toast-time.ts';

export interface GroupToastProps {
  readonly toast: Toast;
  /** The person used the keyboard, and what had the focus is gone. */
  readonly takesFocus: boolean;
  onUndo(change: string): void;
  onTimeout(): void;
}

export function GroupToast({ toast, takesFocus, onUndo, onTimeout }: GroupToastProps) {
  const holders = useToastTime(onTimeout);
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const { text, remark, change } = toast;

  useEffect(() => {
    if (takesFocus) (button.current ?? box.current)?.focus();
  }, [takesFocus]);

  return (
    <div ref={box} class="toast" tabIndex={-1} role="status" data-testid="group-toast" {...holders}>
      {remark === undefined ? (
        <span class="cut">{text}</span>
      ) : (
        <div>
          {text} {remark}
        </div>
      )}
      {change !== undefined && (
        <button
          ref={button}
          class="link"
          type="button"
          data-testid="group-undo"
          onClick={() => {
            onUndo(change);
          }}
        >
          Undo
        </button>
      )}
    </div>
  );
}
