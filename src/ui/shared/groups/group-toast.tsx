/** @file "Merged into one. Undo": what was just done, and a moment to take it back. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { GroupToast as Toast } from './groups-state.ts';

/** Long enough to notice a mistake; it waits while the pointer or the focus is on it. */
const SHOW_MS = 8000;

export interface GroupToastProps {
  readonly toast: Toast;
  /** The person used the keyboard, and what had the focus is gone. */
  readonly takesFocus: boolean;
  onUndo(change: string): void;
  onTimeout(): void;
}

export function GroupToast({ toast, takesFocus, onUndo, onTimeout }: GroupToastProps) {
  const [isHeld, setIsHeld] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const latestTimeout = useRef(onTimeout);
  latestTimeout.current = onTimeout;
  const { text, change } = toast;

  useEffect(() => {
    if (takesFocus) (button.current ?? box.current)?.focus();
  }, [takesFocus]);
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => {
      latestTimeout.current();
    }, SHOW_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isHeld]);

  const hold = (): void => {
    setIsHeld(true);
  };
  const letGo = (): void => {
    setIsHeld(false);
  };
  return (
    <div
      ref={box}
      class="toast"
      tabIndex={-1}
      role="status"
      data-testid="group-toast"
      onPointerEnter={hold}
      onPointerLeave={letGo}
      onFocusIn={hold}
      onFocusOut={letGo}
    >
      <span class="cut">{text}</span>
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
