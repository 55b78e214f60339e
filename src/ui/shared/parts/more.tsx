/** @file What stands below a list that is shown in part: how much of it one sees, and a button for more. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { groupDigits } from '../plural.ts';
import type { Parts } from './use-parts.ts';

/** So far before its end comes into view a list grows: a quick scroll does not meet the end. */
const AHEAD_PX = '400px';

export interface MoreProps {
  readonly parts: Parts<unknown>;
  /** Read to whoever does not see the list, as "people". */
  readonly noun: string;
}

/** Stands right after the list whose items these are. */
export function More({ parts, noun }: MoreProps) {
  const place = useRef<HTMLParagraphElement>(null);
  /** How many items there were when more were asked for: the keyboard goes on at the first new one. */
  const askedAt = useRef<number>(undefined);
  const { shown, total, followsScrolling } = parts;
  const hasMore = shown.length < total;

  useLayoutEffect(() => {
    const list = place.current?.previousElementSibling;
    const first = askedAt.current === undefined ? undefined : list?.children[askedAt.current];
    askedAt.current = undefined;
    first?.querySelector<HTMLElement>('a, button, input')?.focus({ preventScroll: true });
  }, [shown.length]);
  useLayoutEffect(() => {
    if (place.current === null || !hasMore || !followsScrolling) return;
    // Begun anew with each part: an observer that is still near the end would not call again.
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) parts.reach();
      },
      { rootMargin: AHEAD_PX, scrollMargin: AHEAD_PX },
    );
    observer.observe(place.current);
    return () => {
      observer.disconnect();
    };
  }, [shown.length, hasMore, followsScrolling]);

  return (
    <p ref={place} class="more" hidden={!hasMore}>
      {hasMore && (
        <>
          <button
            class="button"
            type="button"
            data-testid="show-more"
            aria-label={`Show more ${noun}`}
            onClick={() => {
              askedAt.current = shown.length;
              parts.ask();
            }}
          >
            Show more
          </button>
          <span class="hint" role="status">
            {groupDigits(shown.length)} of {groupDigits(total)}
          </span>
        </>
      )}
    </p>
  );
}
