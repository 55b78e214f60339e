/** @file Reading anchors from storage, and the primitive writes that only the service worker uses. */
import type { Anchor } from '../core/gallery/anchor.ts';
import { parseAnchorRecord, toAnchorRecord } from '../protocol/anchor-record.ts';
import {
  ANCHOR_PREFIX,
  ANCHOR_PREFIXES,
  AnchorShelf,
  ASIDE_PREFIX,
  BIN_PREFIX,
  parseBinned,
  type BinnedAnchor,
  type StoredAnchors,
} from './anchor-shelf.ts';
import { readKey, readUnder, removeKeys, writeKeys } from './local-store.ts';

export async function readAnchors(): Promise<StoredAnchors> {
  const shelf = new AnchorShelf();
  for (const [key, record] of Object.entries(await readUnder(...ANCHOR_PREFIXES))) shelf.put(key, record);
  return shelf.all();
}

/** Without reading all others. */
export async function readBin(): Promise<BinnedAnchor[]> {
  return Object.values(await readUnder(BIN_PREFIX)).flatMap((record) => parseBinned(record) ?? []);
}

/** Undefined when there is none or its record cannot be read. */
export async function readAnchor(anchorId: string): Promise<Anchor | undefined> {
  return parseAnchorRecord(await readKey(ANCHOR_PREFIX + anchorId));
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
