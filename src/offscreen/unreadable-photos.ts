/** @file Saved photos whose crops are not pictures, and whom that makes unknown. */
import { FaultError } from '../core/errors/fault.ts';
import type { UnreadablePhotos } from '../protocol/model-messages.ts';
import { MAX_LIST_LENGTH } from '../protocol/schemas.ts';
import type { Embedder } from '../recognition/workers/embedder.ts';
import type { Knowledge } from './knowledge.ts';

/** @param sampleIds some may belong to corrections, or to nobody any more; undefined when no person's photo is among them */
export function unreadablePhotos(
  sampleIds: ReadonlySet<string>,
  { configuration: { anchors }, unreadableRecords }: Pick<Knowledge, 'configuration' | 'unreadableRecords'>,
): UnreadablePhotos | undefined {
  if (sampleIds.size === 0 && unreadableRecords === 0) return undefined;
  const isUnreadable = ({ sampleId }: { sampleId: string }): boolean => sampleIds.has(sampleId);
  const hurt = anchors.filter(({ samples }) => samples.some(isUnreadable));
  if (hurt.length === 0 && unreadableRecords === 0) return undefined;
  return {
    photos: hurt.reduce((sum, { samples }) => sum + samples.filter(isUnreadable).length, 0),
    lostAnchorIds: hurt
      .filter(({ samples }) => samples.every(isUnreadable))
      .map(({ anchorId }) => anchorId)
      .slice(0, MAX_LIST_LENGTH),
    ...(unreadableRecords > 0 && { records: unreadableRecords }),
  };
}

/** A sample whose picture is damaged stays without an embedding by this model; the others go on. */
export async function embedOrSkip(embedder: Embedder, cropUrl: string): Promise<Float32Array | undefined> {
  try {
    return await embedder.embedSample(cropUrl);
  } catch (error) {
    if (error instanceof FaultError && error.code === 'record-damaged') return undefined;
    throw error;
  }
}
