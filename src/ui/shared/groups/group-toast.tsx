/** @file "Merged into one. Undo": what was just done, and a moment to take it back. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { GroupToast as Toast } from './groups-state.ts';

/** Long enough to notice a mistake; it waits while the pointer or the focus is on it. */
const SHOW_MS = 8000;

export interface GroupToastProps {
  readonly toast: Toast;
  onUndo(change: string): void;
  onTimeout(): void;
}

export function GroupToast({ toast, onUndo, onTimeout }: GroupToastProps) {
  const [isHeld, setIsHeld] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const latestTimeout = useRef(onTimeout);
  latestTimeout.current = onTimeout;
  const { text, change } = toast;

  useEffect(() => {
    // What had the focus went with the change: without this, the keyboard would begin at the top again.
    if (document.activeElement === document.body) button.current?.focus();
  }, []);
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
      class="toast"
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
