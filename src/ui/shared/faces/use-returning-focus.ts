/** @file Keyboard users come back to where they were: when the name field closes, the focus returns to its face. */
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Put the ref on the element around the faces; `chosen` is the `data-face` of the face whose name field is open. */
export function useReturningFocus(chosen: string | undefined): RefObject<HTMLElement | null> {
  const container = useRef<HTMLElement>(null);
  const before = useRef<string>(undefined);
  useEffect(() => {
    const closed = before.current;
    before.current = chosen;
    if (closed === undefined || chosen !== undefined) return;
    // Whoever has clicked elsewhere in the meantime is left there.
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    container.current?.querySelector<HTMLElement>(`[data-face="${CSS.escape(closed)}"]`)?.focus();
  }, [chosen]);
  return container;
}
