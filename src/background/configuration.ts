/** @file What the offscreen document has to know, read fresh from the stores each time. */
import { rejectionsInForce } from '../core/corrections/rejections.ts';
import { readAnchors } from '../platform/anchor-store.ts';
import { readCorrections } from '../platform/correction-store.ts';
import { push } from '../platform/messenger.ts';
import { readActiveModelId, readSettings } from '../platform/settings-store.ts';
import type { Configuration } from '../protocol/background-messages.ts';
import { CONFIGURE } from '../protocol/pushes.ts';

let lastRevision = 0;

export async function readConfiguration(): Promise<Configuration> {
  const [{ anchors }, corrections, settings, activeModelId] = await Promise.all([
    readAnchors(),
    readCorrections(),
    readSettings(),
    readActiveModelId(),
  ]);
  // The clock keeps revisions growing over the service worker's restarts, which forget `lastRevision`.
  lastRevision = Math.max(lastRevision + 1, Date.now());
  return {
    revision: lastRevision,
    settings,
    activeModelId,
    anchors: anchors.map(({ id, name, isNeverNamed, samples }) => ({
      anchorId: id,
      name,
      isNeverNamed,
      samples: samples.map((sample) => ({ sampleId: sample.id, embeddings: sample.embeddings })),
    })),
    rejections: rejectionsInForce(corrections).flatMap(({ id, rejection: { faces, against } }) =>
      faces.map(({ embeddings }) => ({ correctionId: id, ...against, embeddings })),
    ),
  };
}

export async function pushConfiguration(): Promise<void> {
  push('offscreen', CONFIGURE, await readConfiguration());
}
