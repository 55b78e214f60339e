/** @file Reading anchors from storage, and the primitive writes that only the service worker uses. */
import type { Anchor } from '../core/gallery/anchor.ts';
import { parseAnchorRecord, toAnchorRecord } from '../protocol/anchor-record.ts';
import { onKeysChanged, readKey, readUnder, removeKeys, writeKeys } from './local-store.ts';

const ANCHOR_PREFIX = 'anchor:';
const BIN_PREFIX = 'bin:';
/** Damaged records are moved here untouched: nothing is lost, and nothing trips over them again. */
const ASIDE_PREFIX = 'aside:';
const PREFIXES = [ANCHOR_PREFIX, BIN_PREFIX, ASIDE_PREFIX];

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

export async function readAnchors(): Promise<StoredAnchors> {
  const anchors: Anchor[] = [];
  const binned: BinnedAnchor[] = [];
  const damaged: { key: string }[] = [];
  for (const [key, record] of Object.entries(await readUnder(...PREFIXES))) {
    if (key.startsWith(ASIDE_PREFIX)) {
      damaged.push({ key });
    } else if (key.startsWith(ANCHOR_PREFIX)) {
      const anchor = parseAnchorRecord(record);
      if (anchor === undefined) damaged.push({ key });
      else anchors.push(anchor);
    } else if (key.startsWith(BIN_PREFIX)) {
      const entry = parseBinned(record);
      if (entry === undefined) damaged.push({ key });
      else binned.push(entry);
    }
  }
  anchors.sort((a, b) => a.createdAtMs - b.createdAtMs || a.id.localeCompare(b.id));
  binned.sort((a, b) => b.deletedAtMs - a.deletedAtMs);
  return { anchors, binned, damaged };
}

/** Undefined when there is none or its record cannot be read. */
export async function readAnchor(anchorId: string): Promise<Anchor | undefined> {
  return parseAnchorRecord(await readKey(ANCHOR_PREFIX + anchorId));
}

export function onAnchorsChanged(callback: () => void): () => void {
  return onKeysChanged((keys) => {
    if (keys.some((key) => PREFIXES.some((prefix) => key.startsWith(prefix)))) callback();
  });
}

export async function writeAnchor(anchor: Anchor): Promise<void> {
  await writeKeys(anchorRecords([anchor]));
}

export function anchorRecords(anchors: readonly Anchor[]): Record<string, unknown> {
  return Object.fromEntries(anchors.map((anchor) => [ANCHOR_PREFIX + anchor.id, toAnchorRecord(anchor)]));
}

export function binRecords(anchors: readonly Anchor[], deletedAtMs: number): Record<string, unknown> {
  return Object.fromEntries(
    anchors.map((anchor) => [BIN_PREFIX + anchor.id, { deletedAtMs, anchor: toAnchorRecord(anchor) }]),
  );
}

export async function removeAnchors(anchors: readonly Anchor[]): Promise<void> {
  await removeKeys(anchors.map(({ id }) => ANCHOR_PREFIX + id));
}

/** Write first, remove after: a crash in between leaves two copies rather than none. */
export async function moveToBin(anchor: Anchor, deletedAtMs: number): Promise<void> {
  await writeToBin(anchor, deletedAtMs);
  await removeAnchors([anchor]);
}

export async function writeToBin(anchor: Anchor, deletedAtMs: number): Promise<void> {
  await writeKeys(binRecords([anchor], deletedAtMs));
}

export async function restoreFromBin(anchor: Anchor): Promise<void> {
  await writeAnchor(anchor);
  await removeKeys([BIN_PREFIX + anchor.id]);
}

export async function removeFromBin(anchorIds: readonly string[]): Promise<void> {
  await removeKeys(anchorIds.map((id) => BIN_PREFIX + id));
}

export async function setAside(key: string): Promise<void> {
  if (key.startsWith(ASIDE_PREFIX)) return;
  await writeKeys({ [ASIDE_PREFIX + key]: await readKey(key) });
  await removeKeys([key]);
}

/** Only what was set aside: a key of any other kind is left alone. */
export async function eraseAside(keys: readonly string[]): Promise<void> {
  await removeKeys(keys.filter((key) => key.startsWith(ASIDE_PREFIX)));
}

function parseBinned(record: unknown): BinnedAnchor | undefined {
  if (typeof record !== 'object' || record === null) return undefined;
  const { deletedAtMs, anchor } = record as { deletedAtMs?: unknown; anchor?: unknown };
  const parsed = parseAnchorRecord(anchor);
  if (parsed === undefined || typeof deletedAtMs !== 'number') return undefined;
  return { ...parsed, deletedAtMs };
}
