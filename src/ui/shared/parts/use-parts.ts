/** @file A long list in parts, for components: what is shown of it, and how there comes more. */
import { useState } from 'preact/hooks';
import { FIRST_PART, afterAsking, afterScrolling, type ListParts } from './list-parts.ts';

export interface Parts<Item> {
  readonly shown: readonly Item[];
  readonly total: number;
  /** Whether scrolling alone brings more. */
  readonly followsScrolling: boolean;
  reach(): void;
  ask(): void;
}

export interface PartsOptions {
  readonly size: number;
  readonly first?: ListParts;
  /** With another one, the list is another one too and begins at its start: what was searched for, its order. */
  readonly about?: string;
}

export function useParts<Item>(
  items: readonly Item[],
  { size, first = FIRST_PART, about = '' }: PartsOptions,
): Parts<Item> {
  const [state, setState] = useState({ about, now: first });
  const now = state.about === about ? state.now : first;
  return {
    shown: items.slice(0, now.parts * size),
    total: items.length,
    followsScrolling: now.unasked > 0,
    reach() {
      setState({ about, now: afterScrolling(now) });
    },
    ask() {
      setState({ about, now: afterAsking(now) });
    },
  };
}
