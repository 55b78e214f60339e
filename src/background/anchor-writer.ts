/**
 * @file The only writer of anchors. Every change reads, changes and writes in one queue, so that two pages that act at
 * the same time cannot undo each other.
 */
import { redirectsTo } from '../core/corrections/draft.ts';
import {
  lifted,
  rejectionsContradicted,
  withTarget,
  type LatestWord,
} from '../core/corrections/rejections.ts';
import { assertRoom } from '../core/corrections/room.ts';
import type { Anchor, NewSample } from '../core/gallery/anchor.ts';
import { forgetEmbedding, forgetReplaced, withSamples } from '../core/gallery/edit-samples.ts';
import { findAnchor, findForEnrolling, newAnchor, readableName, toSample } from '../core/gallery/enroll.ts';
import {
  eraseAside,
  moveToBin,
  readAnchor,
  readAnchors,
  readBin,
  removeFromBin,
  restoreFromBin,
  setAside,
  writeAnchor,
  writeToBin,
} from '../platform/anchor-store.ts';
import type { RequestOf } from '../protocol/background-messages.ts';
import { createChangeQueue, type ChangeQueue } from './change-queue.ts';
import { readSaved, writeChange } from './saved.ts';

/** Long enough to notice the mistake, short enough that "deleted" is soon true. */
const BIN_KEPT_MS = 5 * 60_000;

export interface AnchorWriterOptions {
  now(): number;
  newId(): string;
  onChanged(): Promise<void>;
  /** Shared with whoever else writes the gallery; its own when there is nobody. */
  readonly queue?: ChangeQueue;
}

export interface EnrollRequest {
  readonly name: string;
  readonly anchorId?: string;
  readonly samples: readonly NewSample[];
  /** Rejections that it contradicts are taken back. */
  readonly word?: LatestWord;
}

export interface AnchorWriter {
  /** Adds the samples to `anchorId` if given, else to the anchor of that name, which is made if there is none. */
  enroll(request: EnrollRequest): Promise<{ anchorId: string; name: string; isNew: boolean }>;
  rename(anchorId: string, name: string): Promise<{ name: string }>;
  bin(anchorId: string): Promise<void>;
  restore(anchorId: string): Promise<void>;
  /** Adds embeddings by one more model; recognition need not be told before all of them are there. */
  addEmbeddings(request: RequestOf<'samples.embedded'>): Promise<void>;
  /** Takes the embeddings of a model out of every sample, also of those in the bin. */
  forgetModel(modelId: string): Promise<void>;
  /** Takes embeddings by models that are gone out of samples that another one has embedded; an anchor at a time. */
  forgetReplaced(request: RequestOf<'embeddings.forget'>): Promise<void>;
  /** Erases what has been in the bin for `BIN_KEPT_MS`. */
  emptyBin(): Promise<{ readonly isAnyErased: boolean; readonly isAnyLeft: boolean }>;
  setDamagedAside(): Promise<void>;
  /** Erases what was set aside: the person has read of it. */
  forgetDamaged(): Promise<void>;
}

export function createAnchorWriter(options: AnchorWriterOptions): AnchorWriter {
  const queue = options.queue ?? createChangeQueue(() => options.onChanged());

  return {
    enroll: ({ samples, word, ...as }) =>
      queue.inTurn(async () => {
        const saved = await readSaved();
        const existing = findForEnrolling(saved.anchors, as);
        const nowMs = options.now();
        const anchor = existing ?? newAnchor(options.newId(), readableName(as.name), nowMs);
        const added = samples.map((sample) => toSample(sample, options.newId(), nowMs));
        const person = { anchorId: anchor.id, name: anchor.name };
        const contradicted =
          word === undefined ? [] : rejectionsContradicted(saved.corrections, anchor, word);
        const change = {
          anchors: [withSamples(anchor, added)],
          corrections: contradicted.map((one) => lifted(one, nowMs)),
        };
        await writeChange({ gone: [], binned: [], ...change }, saved, nowMs);
        return { ...person, isNew: existing === undefined };
      }),

    rename: (anchorId, raw) =>
      queue.inTurn(async () => {
        const name = readableName(raw);
        const saved = await readSaved();
        const anchor = findAnchor(saved.anchors, anchorId);
        const change = {
          anchors: [{ ...anchor, name }],
          corrections: redirectsTo({ anchorId, name }, [anchor], saved).map(({ rejection, against }) =>
            withTarget(rejection, against),
          ),
        };
        await writeChange({ gone: [], binned: [], ...change }, saved, options.now());
        return { name };
      }),

    bin: (anchorId) =>
      queue.inTurn(async () => {
        const { anchors } = await readAnchors();
        await moveToBin(findAnchor(anchors, anchorId), options.now());
      }),

    restore: (anchorId) =>
      queue.inTurn(async () => {
        const { anchors, binned } = await readAnchors();
        const anchor = findAnchor(binned, anchorId);
        const nothing = { gone: [], binned: [], corrections: [] };
        assertRoom({ ...nothing, anchors: [anchor] }, { anchors, corrections: [] });
        await restoreFromBin(anchor);
      }),

    addEmbeddings: ({ anchorId, modelId, embeddings }) =>
      queue.quietly(async () => {
        const anchor = await readAnchor(anchorId);
        if (anchor === undefined) return;
        const added = new Map(embeddings.map(({ sampleId, embedding }) => [sampleId, embedding]));
        await writeAnchor({
          ...anchor,
          samples: anchor.samples.map((sample) => {
            const embedding = added.get(sample.id);
            if (embedding === undefined) return sample;
            return { ...sample, embeddings: { ...sample.embeddings, [modelId]: embedding } };
          }),
        });
      }),

    forgetModel: (modelId) =>
      queue.inTurn(async () => {
        const { anchors, binned } = await readAnchors();
        for (const anchor of anchors) {
          if (knows(anchor, modelId)) await writeAnchor(withoutModel(anchor, modelId));
        }
        for (const { deletedAtMs, ...anchor } of binned) {
          if (knows(anchor, modelId)) await writeToBin(withoutModel(anchor, modelId), deletedAtMs);
        }
      }),

    forgetReplaced: async ({ modelIds, replacedBy }) => {
      for (const { id } of (await queue.quietly(readAnchors)).anchors) {
        await queue.quietly(async () => {
          const anchor = await readAnchor(id);
          if (anchor === undefined) return;
          const samples = anchor.samples.map((sample) => forgetReplaced(sample, modelIds, replacedBy));
          if (samples.some((sample, index) => sample !== anchor.samples[index]))
            await writeAnchor({ ...anchor, samples });
        });
      }
    },

    // Binned anchors take no part in recognition: nobody has to be told.
    emptyBin: () =>
      queue.quietly(async () => {
        const binned = await readBin();
        const expired = binned.filter(({ deletedAtMs }) => options.now() - deletedAtMs > BIN_KEPT_MS);
        if (expired.length > 0) await removeFromBin(expired.map(({ id }) => id));
        return { isAnyErased: expired.length > 0, isAnyLeft: expired.length < binned.length };
      }),

    // Recognition never had them.
    setDamagedAside: () =>
      queue.quietly(async () => {
        for (const { key } of (await readAnchors()).damaged) await setAside(key);
      }),

    forgetDamaged: () =>
      queue.inTurn(async () => {
        await eraseAside((await readAnchors()).damaged.map(({ key }) => key));
      }),
  };
}

function knows({ samples }: Anchor, modelId: string): boolean {
  return samples.some(({ embeddings }) => Object.hasOwn(embeddings, modelId));
}

function withoutModel(anchor: Anchor, modelId: string): Anchor {
  return { ...anchor, samples: anchor.samples.map((sample) => forgetEmbedding(sample, modelId)) };
}
