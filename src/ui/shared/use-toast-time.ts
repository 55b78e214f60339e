/** @file How long a toast stays: a while, and longer for whoever has the pointer or the focus on it. */
import { useEffect, useRef, useState } from 'preact/hooks';

/** Long enough to notice a mistake and read one sentence. */
const SHOW_MS = 8000;

/** For the toast's outermost element. */
export interface ToastHolders {
  onPointerEnter(): void;
  onPointerLeave(): void;
  onFocusIn(): void;
  onFocusOut(): void;
}

/** `onTimeout` is called once the toast has been there for its time, counted anew after it was held. */
export function useToastTime(onTimeout: () => void): ToastHolders {
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
  return { onPointerEnter: hold, onPointerLeave: letGo, onFocusIn: hold, onFocusOut: letGo };
}
