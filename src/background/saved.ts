/** @file The gallery and its history, read together and written at once, so that neither is ever without the other. */
import { overflow, type GalleryChange } from '../core/corrections/history.ts';
import type { Saved } from '../core/corrections/draft.ts';
import { anchorRecords, binRecords, readAnchors, removeAnchors } from '../platform/anchor-store.ts';
import { correctionRecords, readCorrections, removeCorrections } from '../platform/correction-store.ts';
import { writeKeys } from '../platform/local-store.ts';

export async function readSaved(): Promise<Saved> {
  const [{ anchors }, corrections] = await Promise.all([readAnchors(), readCorrections()]);
  return { anchors, corrections };
}

/** Write first, remove after: a crash in between leaves two copies rather than none. */
export async function writeChange(
  change: GalleryChange,
  { corrections }: Saved,
  nowMs: number,
): Promise<void> {
  await writeKeys({
    ...anchorRecords(change.anchors),
    ...binRecords(change.binned, nowMs),
    ...correctionRecords(change.corrections),
  });
  await removeAnchors([...change.gone, ...change.binned]);
  const changed = new Map(change.corrections.map((correction) => [correction.id, correction]));
  const unchanged = corrections.filter(({ id }) => !changed.has(id));
  await removeCorrections(overflow([...changed.values(), ...unchanged]));
}
