/**
 * @file The saved anchors as a page follows them. Pages share their main thread with the recognizer, so ten thousand are read
 * in parts, once; after that each change brings what is new along, and nothing is read again.
 */
import { ANCHOR_PREFIXES, AnchorShelf, type StoredAnchors } from './anchor-shelf.ts';
import { listKeys, onRecordsChanged, readKeys } from './local-store.ts';

/** Read at once: of one picture each, some 8 ms of the main thread. */
const PART = 100;
/** While this thread checks one part, the browser reads the next; with more of them, the recognizer would wait for several. */
const PARTS_UNDER_WAY = 2;
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
    const filling = new AnchorShelf();
    shelf = filling;
    told.clear();
    const keys = await listKeys(...ANCHOR_PREFIXES);
    let from = 0;
    const readParts = async (): Promise<void> => {
      while (from < keys.length && !isStopped) {
        const part = keys.slice(from, (from += PART));
        const records = Object.entries(await readKeys(part));
        for (const [key, record] of records) if (!told.has(key)) filling.put(key, record);
      }
    };
    await Promise.all(Array.from({ length: PARTS_UNDER_WAY }, readParts));
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
