/** @file Which samples a model has not embedded yet, and their crops. */
import type { RejectedFace } from '../core/corrections/correction.ts';
import { rejectionsInForce } from '../core/corrections/rejections.ts';
import { readAnchor, readAnchors } from '../platform/anchor-store.ts';
import { readCorrections } from '../platform/correction-store.ts';
import type { BackgroundReplies } from '../protocol/background-messages.ts';

/**
 * Rejected faces too, for which their correction stands: what is not X for one network is not X for the next. In the order in
 * which a new network is to embed them, since it may name people before it has embedded all: people who are never named come
 * first, as nobody else's name may fall on them, and what is not X comes before X.
 */
export async function missingSamples(modelId: string): Promise<BackgroundReplies['samples.missing']> {
  const [{ anchors }, corrections] = await Promise.all([readAnchors(), readCorrections()]);
  const neverNamedFirst = anchors.toSorted((a, b) => Number(b.isNeverNamed) - Number(a.isNeverNamed));
  const owners = [
    ...rejectionsInForce(corrections).map(({ id, rejection }) => ({ id, faces: rejection.faces })),
    ...neverNamedFirst.map(({ id, samples }) => ({ id, faces: samples })),
  ];
  const counted = owners.map(({ id, faces }) => ({ anchorId: id, samples: lacking(faces, modelId).length }));
  return { anchors: counted.filter(({ samples }) => samples > 0) };
}

/** One anchor, or correction, at a time: the crops of a large gallery do not fit into one message. */
export async function missingCrops(
  modelId: string,
  anchorId: string,
): Promise<BackgroundReplies['samples.crops']> {
  const faces = (await readAnchor(anchorId))?.samples ?? (await rejectedFaces(anchorId));
  return { samples: lacking(faces, modelId).map(({ id, cropUrl }) => ({ sampleId: id, cropUrl })) };
}

async function rejectedFaces(correctionId: string): Promise<readonly RejectedFace[]> {
  const rejections = rejectionsInForce(await readCorrections());
  return rejections.find(({ id }) => id === correctionId)?.rejection.faces ?? [];
}

function lacking<Face extends RejectedFace>(faces: readonly Face[], modelId: string): Face[] {
  return faces.filter(({ embeddings }) => !Object.hasOwn(embeddings, modelId));
}
