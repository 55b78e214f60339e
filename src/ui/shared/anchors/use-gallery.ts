/** @file The saved people, kept fresh while the page is open. */
import { useEffect, useState } from 'preact/hooks';
import { toFault, type Fault } from '../../../core/errors/fault.ts';
import type { Anchor } from '../../../core/gallery/anchor.ts';
import { followAnchors } from '../../../platform/anchor-feed.ts';
import type { StoredAnchors } from '../../../platform/anchor-shelf.ts';

export type GalleryState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly stored: StoredAnchors }
  | { readonly kind: 'failed'; readonly fault: Fault };

const NOBODY: readonly Anchor[] = [];

export function useGallery(): GalleryState {
  const [state, setState] = useState<GalleryState>({ kind: 'loading' });
  useEffect(
    () =>
      followAnchors({
        onStored(stored) {
          setState({ kind: 'ready', stored });
        },
        onFailed(error) {
          setState({ kind: 'failed', fault: toFault(error, 'storage-failed') });
        },
      }),
    [],
  );
  return state;
}

/** Nobody until they are read; the same list as long as nobody changes. */
export function anchorsOf(gallery: GalleryState): readonly Anchor[] {
  return gallery.kind === 'ready' ? gallery.stored.anchors : NOBODY;
}
