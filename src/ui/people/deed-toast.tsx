/** @file "2 pictures moved to Max. Undo": a moment to take it back where one is looking. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DoneDeed } from './use-deeds.ts';

/** Long enough to notice the mistake; it waits while the pointer or the focus is on it. */
const SHOW_MS = 10_000;

export interface DeedToastProps {
  readonly done: DoneDeed;
  onUndo(): void;
  onTimeout(): void;
}

export function DeedToast({ done, onUndo, onTimeout }: DeedToastProps) {
  const [isHeld, setIsHeld] = useState(false);
  const latestTimeout = useRef(onTimeout);
  latestTimeout.current = onTimeout;
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
      class="toast deed-toast"
      role="status"
      data-testid="deed-toast"
      onPointerEnter={hold}
      onPointerLeave={letGo}
      onFocusIn={hold}
      onFocusOut={letGo}
    >
      <span class="deed-text">{done.text}.</span>
      <button class="link" type="button" data-testid="deed-undo" onClick={onUndo}>
        Undo
      </button>
    </div>
  );
}
