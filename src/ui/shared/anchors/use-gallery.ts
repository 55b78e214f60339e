/** @file The saved people, kept fresh while the page is open. */
import { useEffect, useState } from 'preact/hooks';
import { toFault, type Fault } from '../../../core/errors/fault.ts';
import { onAnchorsChanged, readAnchors, type StoredAnchors } from '../../../platform/anchor-store.ts';

export type GalleryState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly stored: StoredAnchors }
  | { readonly kind: 'failed'; readonly fault: Fault };

export function useGallery(): GalleryState {
  const [state, setState] = useState<GalleryState>({ kind: 'loading' });
  useEffect(() => {
    let latestRead = 0;
    const read = async (): Promise<void> => {
      const thisRead = ++latestRead;
      const next = await readState();
      if (thisRead === latestRead) setState(next);
    };
    const stop = onAnchorsChanged(() => void read());
    void read();
    return () => {
      latestRead = -1;
      stop();
    };
  }, []);
  return state;
}

async function readState(): Promise<GalleryState> {
  try {
    return { kind: 'ready', stored: await readAnchors() };
  } catch (error) {
    return { kind: 'failed', fault: toFault(error, 'storage-failed') };
  }
}
