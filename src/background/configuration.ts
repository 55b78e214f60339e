/** @file What the offscreen document has to know, read fresh from the stores each time. */
import { FaultError } from '../core/errors/fault.ts';
import { rejectionsInForce } from '../core/corrections/rejections.ts';
import { readAnchors } from '../platform/anchor-store.ts';
import { readCorrections } from '../platform/correction-store.ts';
import { push } from '../platform/messenger.ts';
import { readActiveModelId, readSettings } from '../platform/settings-store.ts';
import type { Configuration, RequestOf, SettingsInForce } from '../protocol/background-messages.ts';
import { splitConfiguration, type ConfigurationPart } from '../protocol/configuration-parts.ts';
import { CONFIGURE, SETTLE } from '../protocol/pushes.ts';

let lastRevision = 0;
/** Parts that were read together and have not been asked for yet. Gone with the service worker, which then reads afresh. */
let pending: readonly ConfigurationPart[] = [];

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
  for (const part of splitConfiguration(await readConfiguration())) push('offscreen', CONFIGURE, part);
}

/** @throws FaultError `configuration-stale` when the parts of that revision are not there any more: begin again. */
export async function configurationPart({
  revision,
  part: index = 0,
}: RequestOf<'configuration.get'>): Promise<ConfigurationPart> {
  if (index === 0) {
    const parts = splitConfiguration(await readConfiguration());
    pending = parts.slice(1);
    return parts[0];
  }
  const part = pending.find((one) => one.revision === revision && one.part?.index === index);
  if (part === undefined) throw new FaultError('configuration-stale', `part ${String(index)}`);
  pending = pending.filter((one) => one !== part);
  return part;
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
