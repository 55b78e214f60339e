/**
 * @file The saved anchors as a page follows them. Pages share their main thread with the recognizer, so ten thousand are read
 * in parts, once; after that each change brings what is new along, and nothing is read again.
 */
import { ANCHOR_PREFIXES, AnchorShelf, type StoredAnchors } from './anchor-shelf.ts';
import { listKeys, onRecordsChanged, readKeys } from './local-store.ts';

/** Read at once: of one picture each, some 5 ms of the main thread. */
const PART = 100;
/** Told together: writing to the bin and removing from the list is one change to whoever looks. */
const SETTLE_MS = 20;
/** A model that embeds everybody anew changes them one by one: the lists need not follow each. */
const PAUSE_MS = 150;

export interface AnchorFollower {
  onStored(stored: StoredAnchors): void;
  /** They could not be read; the next change is a reason to try again. */
  onFailed(error: unknown): void;
}

/** Returns the way to stop. */
export function followAnchors(follower: AnchorFollower): () => void {
  let shelf = new AnchorShelf();
  let phase: 'reading' | 'following' | 'failed' = 'reading';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let [isStopped, toldAtMs] = [false, -Infinity];
  /** What a change told while the rest was being read: newer than what the reading finds, or the same. */
  const told = new Set<string>();

  const tell = (): void => {
    timer = undefined;
    toldAtMs = performance.now();
    follower.onStored(shelf.all());
  };
  const tellSoon = (): void => {
    timer ??= setTimeout(tell, Math.max(SETTLE_MS, toldAtMs + PAUSE_MS - performance.now()));
  };
  const read = async (): Promise<void> => {
    phase = 'reading';
    shelf = new AnchorShelf();
    told.clear();
    const keys = await listKeys(...ANCHOR_PREFIXES);
    for (let from = 0; from < keys.length; from += PART) {
      const records = await readKeys(keys.slice(from, from + PART));
      if (isStopped) return;
      for (const [key, record] of Object.entries(records)) if (!told.has(key)) shelf.put(key, record);
    }
    if (isStopped) return;
    phase = 'following';
    tell();
  };
  const begin = (): void => {
    read().catch((error: unknown) => {
      phase = 'failed';
      if (!isStopped) follower.onFailed(error);
    });
  };

  const stopListening = onRecordsChanged((records) => {
    const own = [...records].filter(([key]) => ANCHOR_PREFIXES.some((prefix) => key.startsWith(prefix)));
    if (own.length === 0) return;
    if (phase === 'failed') {
      begin();
      return;
    }
    for (const [key, record] of own) {
      shelf.put(key, record);
      if (phase === 'reading') told.add(key);
    }
    if (phase === 'following') tellSoon();
  });
  begin();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    stopListening();
  };
}
