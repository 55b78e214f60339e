/**
 * @file The saved anchors by the keys of their records. Each record is checked once, when it is put here: of ten thousand,
 * one that changes leaves the others as they are.
 */
import type { Anchor } from '../core/gallery/anchor.ts';
import { parseAnchorRecord } from '../protocol/anchor-record.ts';

export const ANCHOR_PREFIX = 'anchor:';
export const BIN_PREFIX = 'bin:';
/** Damaged records are moved here untouched: nothing is lost, and nothing trips over them again. */
export const ASIDE_PREFIX = 'aside:';
export const ANCHOR_PREFIXES: readonly string[] = [ANCHOR_PREFIX, BIN_PREFIX, ASIDE_PREFIX];

export interface StoredAnchors {
  /** Oldest first. */
  readonly anchors: readonly Anchor[];
  /** Deleted ones that can still be restored, latest first. */
  readonly binned: readonly BinnedAnchor[];
  /** Records that could not be read. */
  readonly damaged: readonly { readonly key: string }[];
}

export interface BinnedAnchor extends Anchor {
  readonly deletedAtMs: number;
}

export class AnchorShelf {
  readonly #anchors = new Map<string, Anchor>();
  readonly #binned = new Map<string, BinnedAnchor>();
  readonly #damaged = new Set<string>();

  /** Undefined when there is nothing under the key any more; a key of another kind is passed over. */
  put(key: string, record: unknown): void {
    this.#anchors.delete(key);
    this.#binned.delete(key);
    this.#damaged.delete(key);
    if (record === undefined) return;
    if (key.startsWith(ANCHOR_PREFIX)) {
      const anchor = parseAnchorRecord(record);
      if (anchor === undefined) this.#damaged.add(key);
      else this.#anchors.set(key, anchor);
    } else if (key.startsWith(BIN_PREFIX)) {
      const entry = parseBinned(record);
      if (entry === undefined) this.#damaged.add(key);
      else this.#binned.set(key, entry);
    } else if (key.startsWith(ASIDE_PREFIX)) {
      this.#damaged.add(key);
    }
  }

  /** Anchors that did not change are the same objects as before. */
  all(): StoredAnchors {
    return {
      anchors: [...this.#anchors.values()].sort(
        (a, b) => a.createdAtMs - b.createdAtMs || a.id.localeCompare(b.id),
      ),
      binned: [...this.#binned.values()].sort((a, b) => b.deletedAtMs - a.deletedAtMs),
      damaged: [...this.#damaged].map((key) => ({ key })),
    };
  }
}

export function parseBinned(record: unknown): BinnedAnchor | undefined {
  if (typeof record !== 'object' || record === null) return undefined;
  const { deletedAtMs, anchor } = record as { deletedAtMs?: unknown; anchor?: unknown };
  const parsed = parseAnchorRecord(anchor);
  if (parsed === undefined || typeof deletedAtMs !== 'number') return undefined;
  return { ...parsed, deletedAtMs };
}
