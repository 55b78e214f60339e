/** @file What the offscreen document has to know, read fresh from the stores each time. */
import { rejectionsInForce } from '../core/corrections/rejections.ts';
import { readAnchors } from '../platform/anchor-store.ts';
import { readCorrections } from '../platform/correction-store.ts';
import { push } from '../platform/messenger.ts';
import { readActiveModelId, readSettings } from '../platform/settings-store.ts';
import type { Configuration, SettingsInForce } from '../protocol/background-messages.ts';
import { CONFIGURE, SETTLE } from '../protocol/pushes.ts';

let lastRevision = 0;

export async function readConfiguration(): Promise<Configuration> {
  const [{ anchors }, corrections] = await Promise.all([readAnchors(), readCorrections()]);
  return {
    // Last: thousands of anchors take a while to read, and a setting that changes meanwhile has been told already.
    ...(await readSettingsInForce()),
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

export async function pushSettings(): Promise<void> {
  push('offscreen', SETTLE, await readSettingsInForce());
}

async function readSettingsInForce(): Promise<SettingsInForce> {
  const [settings, activeModelId] = await Promise.all([readSettings(), readActiveModelId()]);
  // The clock keeps revisions growing over the service worker's restarts, which forget `lastRevision`.
  lastRevision = Math.max(lastRevision + 1, Date.now());
  return { revision: lastRevision, settings, activeModelId };
}
