/** @file The gallery and its history, read together and written at once, so that neither is ever without the other. */
import type { Person } from '../core/corrections/correction.ts';
import { overflow, type GalleryChange } from '../core/corrections/history.ts';
import type { Saved } from '../core/corrections/draft.ts';
import { assertRoom, correctionsAfter, rejectionsGivingWay } from '../core/corrections/room.ts';
import { anchorRecords, binRecords, readAnchors, removeAnchors } from '../platform/anchor-store.ts';
import { correctionRecords, readCorrections, removeCorrections } from '../platform/correction-store.ts';
import { writeKeys } from '../platform/local-store.ts';

export interface ReadSaved extends Saved {
  /** People who can still be restored. */
  readonly binned: readonly Person[];
}

export async function readSaved(): Promise<ReadSaved> {
  const [{ anchors, binned }, corrections] = await Promise.all([readAnchors(), readCorrections()]);
  return { anchors, corrections, binned: binned.map(({ id, name }) => ({ anchorId: id, name })) };
}

/**
 * Write first, remove after: a crash in between leaves two copies rather than none.
 * @throws FaultError `people-full`, `rejections-full` or `storage-failed`: then nothing was written.
 */
export async function writeChange(change: GalleryChange, saved: ReadSaved, nowMs: number): Promise<void> {
  assertRoom(change, saved, saved.binned);
  await writeKeys({
    ...anchorRecords(change.anchors),
    ...binRecords(change.binned, nowMs),
    ...correctionRecords(change.corrections),
  });
  await removeAnchors([...change.gone, ...change.binned]);
  const after = correctionsAfter(change, saved.corrections);
  const people = [...saved.anchors, ...change.anchors].map(({ id, name }) => ({ anchorId: id, name }));
  const givingWay = rejectionsGivingWay(after, [...people, ...saved.binned]);
  await removeCorrections([...new Set([...overflow(after), ...givingWay])]);
}
