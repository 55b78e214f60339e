/** @file Which samples a model has not embedded yet, and their crops. */
import type { Anchor, Sample } from '../core/gallery/anchor.ts';
import { readAnchor, readAnchors } from '../platform/anchor-store.ts';
import type { BackgroundReplies } from '../protocol/background-messages.ts';

export async function missingSamples(modelId: string): Promise<BackgroundReplies['samples.missing']> {
  const { anchors } = await readAnchors();
  const counted = anchors.map((anchor) => ({
    anchorId: anchor.id,
    samples: lacking(anchor, modelId).length,
  }));
  return { anchors: counted.filter(({ samples }) => samples > 0) };
}

/** One anchor at a time: the crops of a large gallery do not fit into one message. */
export async function missingCrops(
  modelId: string,
  anchorId: string,
): Promise<BackgroundReplies['samples.crops']> {
  const anchor = await readAnchor(anchorId);
  const samples = anchor === undefined ? [] : lacking(anchor, modelId);
  return { samples: samples.map(({ id, cropUrl }) => ({ sampleId: id, cropUrl })) };
}

function lacking({ samples }: Anchor, modelId: string): Sample[] {
  return samples.filter(({ embeddings }) => !Object.hasOwn(embeddings, modelId));
}
