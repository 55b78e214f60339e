/** @file What happens to the history without anybody correcting anything: models come and go, records break, people are erased. */
import type { Correction, RejectedFace } from '../core/corrections/correction.ts';
import { forgetErased } from '../core/corrections/history.ts';
import { forgetEmbedding, forgetReplaced } from '../core/gallery/edit-samples.ts';
import { readAnchors, setAside } from '../platform/anchor-store.ts';
import { readCorrections, readDamagedCorrections, writeCorrections } from '../platform/correction-store.ts';
import type { RequestOf } from '../protocol/background-messages.ts';
import type { ChangeQueue } from './change-queue.ts';

export interface CorrectionKeeper {
  /** For rejected faces, whose correction's id stands in place of the anchor's. */
  addEmbeddings(request: RequestOf<'samples.embedded'>): Promise<void>;
  /** Takes the embeddings of a model out of all that is remembered. */
  forgetModel(modelId: string): Promise<void>;
  /** Takes embeddings by models that are gone out of rejected faces that another one has embedded. */
  forgetReplaced(request: RequestOf<'embeddings.forget'>): Promise<void>;
  /** Erases what is remembered of people who have been erased. */
  forgetErased(): Promise<void>;
  setDamagedAside(): Promise<void>;
}

export function createCorrectionKeeper(queue: ChangeQueue): CorrectionKeeper {
  return {
    addEmbeddings: ({ anchorId: correctionId, modelId, embeddings }) =>
      queue.quietly(async () => {
        const correction = (await readCorrections()).find(({ id }) => id === correctionId);
        if (correction === undefined) return;
        const added = new Map(embeddings.map(({ sampleId, embedding }) => [sampleId, embedding]));
        const withAdded = (face: RejectedFace): RejectedFace => {
          const embedding = added.get(face.id);
          return embedding === undefined
            ? face
            : { ...face, embeddings: { ...face.embeddings, [modelId]: embedding } };
        };
        await writeCorrections([withFaces(correction, (faces) => faces.map(withAdded))]);
      }),

    forgetModel: (modelId) =>
      queue.inTurn(async () => {
        const corrections = await readCorrections();
        const forgotten = corrections.map((correction) => withoutModel(correction, modelId));
        await writeCorrections(forgotten.filter((one, index) => one !== corrections[index]));
      }),

    forgetReplaced: ({ modelIds, replacedBy }) =>
      queue.quietly(async () => {
        const corrections = await readCorrections();
        const isReplaced = ({ embeddings }: RejectedFace): boolean =>
          Object.hasOwn(embeddings, replacedBy) && modelIds.some((id) => Object.hasOwn(embeddings, id));
        const changed = corrections.filter(({ rejection }) => rejection?.faces.some(isReplaced) === true);
        const forget = (face: RejectedFace): RejectedFace => forgetReplaced(face, modelIds, replacedBy);
        await writeCorrections(changed.map((one) => withFaces(one, (faces) => faces.map(forget))));
      }),

    forgetErased: () =>
      queue.quietly(async () => {
        const [{ anchors, binned }, corrections] = await Promise.all([readAnchors(), readCorrections()]);
        const isBinned = (anchorId: string): boolean => binned.some(({ id }) => id === anchorId);
        await writeCorrections(forgetErased({ anchors, corrections }, isBinned));
      }),

    setDamagedAside: () =>
      queue.quietly(async () => {
        for (const key of await readDamagedCorrections()) await setAside(key);
      }),
  };
}

function withFaces(
  correction: Correction,
  change: (faces: readonly RejectedFace[]) => readonly RejectedFace[],
): Correction {
  const { rejection } = correction;
  if (rejection === undefined) return correction;
  return { ...correction, rejection: { ...rejection, faces: change(rejection.faces) } };
}

function withoutModel(correction: Correction, modelId: string): Correction {
  const { rejection, change } = correction;
  const remembered = [...(rejection?.faces ?? []), ...(change?.dropped ?? [])];
  if (!remembered.some(({ embeddings }) => Object.hasOwn(embeddings, modelId))) return correction;
  const cleared = withFaces(correction, (faces) => faces.map((face) => forgetEmbedding(face, modelId)));
  if (change === undefined) return cleared;
  return {
    ...cleared,
    change: { ...change, dropped: change.dropped.map((one) => forgetEmbedding(one, modelId)) },
  };
}
