/** @file A message that something is saved goes by itself, but not from under the pointer. */
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { EnrollmentPhase } from '../panel/panel-state.ts';
import { savedRemarks } from './enroll-words.ts';

/** Time to read one short sentence twice. */
const SHOW_SAVED_MS = 7000;
/** The same for two sentences, and to decide about an offer. */
const SHOW_REMARKS_MS = 20_000;

export function useDismissal(
  row: RefObject<HTMLElement | null>,
  phase: EnrollmentPhase,
  dismiss: () => void,
): void {
  const hasRemarks = phase.kind === 'saved' && savedRemarks(phase).length > 0;
  const isSaved = phase.kind === 'saved';
  useEffect(() => {
    if (!isSaved) return;
    const showMs = hasRemarks ? SHOW_REMARKS_MS : SHOW_SAVED_MS;
    let timer = setTimeout(dismissUnlessHeld, showMs);
    function dismissUnlessHeld(): void {
      if (row.current?.matches(':hover, :focus-within') === true) {
        timer = setTimeout(dismissUnlessHeld, SHOW_SAVED_MS);
      } else dismiss();
    }
    return () => {
      clearTimeout(timer);
    };
  }, [isSaved, hasRemarks]);
}
