/** @file "Ann deleted. Undo": a moment to take it back where one is looking. After it, the list still offers the same. */
import { useEffect, useRef, useState } from 'preact/hooks';

/** Long enough to notice the mistake; it waits while the pointer or the focus is on it. */
const SHOW_MS = 8000;

export interface DeletedName {
  readonly anchorId: string;
  readonly name: string;
  readonly takesFocus: boolean;
}

export interface UndoToastProps {
  readonly deleted: DeletedName;
  onUndo(anchorId: string): void;
  onTimeout(): void;
}

export function UndoToast({ deleted, onUndo, onTimeout }: UndoToastProps) {
  const [isHeld, setIsHeld] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const latestTimeout = useRef(onTimeout);
  latestTimeout.current = onTimeout;

  useEffect(() => {
    if (deleted.takesFocus) button.current?.focus();
  }, [deleted.takesFocus]);
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
      onPointerEnter={hold}
      onPointerLeave={letGo}
      onFocusIn={hold}
      onFocusOut={letGo}
    >
      <span>
        <span class="cut">{deleted.name}</span> deleted.
      </span>
      <button
        ref={button}
        class="link"
        type="button"
        data-testid="undo"
        onClick={() => {
          onUndo(deleted.anchorId);
        }}
      >
        Undo
      </button>
    </div>
  );
}
