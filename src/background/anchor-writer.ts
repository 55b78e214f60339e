/**
 * @file The only writer of anchors. Every change reads, changes and writes in one queue, so that two pages that act at
 * the same time cannot undo each other.
 */
import { FaultError } from '../core/errors/fault.ts';
import {
  MAX_SAMPLES_PER_ANCHOR,
  cleanName,
  isSameName,
  type Anchor,
  type NewSample,
  type Sample,
} from '../core/gallery/anchor.ts';
import {
  eraseAside,
  moveToBin,
  readAnchor,
  readAnchors,
  removeFromBin,
  restoreFromBin,
  setAside,
  writeAnchor,
  writeToBin,
} from '../platform/anchor-store.ts';
import type { RequestOf } from '../protocol/background-messages.ts';

/** Long enough to notice the mistake, short enough that "deleted" is soon true. */
const BIN_KEPT_MS = 5 * 60_000;

export interface AnchorWriterOptions {
  now(): number;
  newId(): string;
  onChanged(): Promise<void>;
}

export interface EnrollRequest {
  readonly name: string;
  readonly anchorId?: string;
  readonly samples: readonly NewSample[];
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
  /** Erases what has been in the bin for `BIN_KEPT_MS`. */
  emptyBin(): Promise<void>;
  setDamagedAside(): Promise<void>;
  /** Erases what was set aside: the person has read of it. */
  forgetDamaged(): Promise<void>;
}

export function createAnchorWriter(options: AnchorWriterOptions): AnchorWriter {
  let last: Promise<unknown> = Promise.resolve();
  const queued = <Value>(change: () => Promise<Value>): Promise<Value> => {
    const turn = last.then(change, change);
    last = turn.catch(() => undefined);
    return turn;
  };
  const inTurn = async <Value>(change: () => Promise<Value>): Promise<Value> => {
    const value = await queued(change);
    await options.onChanged();
    return value;
  };

  return {
    enroll: ({ name: raw, anchorId, samples }) =>
      inTurn(async () => {
        const { anchors } = await readAnchors();
        const name = cleanName(raw);
        const existing =
          anchorId === undefined
            ? anchors.find((anchor) => isSameName(anchor.name, name))
            : findAnchor(anchors, anchorId);
        if (existing === undefined && name === '') throw new FaultError('name-empty', 'enroll');
        const now = options.now();
        const anchor = existing ?? {
          id: options.newId(),
          name,
          createdAtMs: now,
          isNeverNamed: false,
          samples: [],
        };
        const added = samples.map((sample) => toSample(sample, options.newId(), now));
        await writeAnchor({
          ...anchor,
          samples: [...anchor.samples, ...added].slice(-MAX_SAMPLES_PER_ANCHOR),
        });
        return { anchorId: anchor.id, name: anchor.name, isNew: existing === undefined };
      }),

    rename: (anchorId, raw) =>
      inTurn(async () => {
        const name = cleanName(raw);
        if (name === '') throw new FaultError('name-empty', 'rename');
        const { anchors } = await readAnchors();
        await writeAnchor({ ...findAnchor(anchors, anchorId), name });
        return { name };
      }),

    bin: (anchorId) =>
      inTurn(async () => {
        const { anchors } = await readAnchors();
        await moveToBin(findAnchor(anchors, anchorId), options.now());
      }),

    restore: (anchorId) =>
      inTurn(async () => {
        const { binned } = await readAnchors();
        const { deletedAtMs: _deletedAtMs, ...anchor } = findAnchor(binned, anchorId);
        await restoreFromBin(anchor);
      }),

    addEmbeddings: ({ anchorId, modelId, embeddings }) =>
      queued(async () => {
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
      inTurn(async () => {
        const { anchors, binned } = await readAnchors();
        for (const anchor of anchors) {
          if (knows(anchor, modelId)) await writeAnchor(withoutModel(anchor, modelId));
        }
        for (const { deletedAtMs, ...anchor } of binned) {
          if (knows(anchor, modelId)) await writeToBin(withoutModel(anchor, modelId), deletedAtMs);
        }
      }),

    // Binned anchors take no part in recognition: nobody has to be told.
    emptyBin: () =>
      queued(async () => {
        const { binned } = await readAnchors();
        const expired = binned.filter(({ deletedAtMs }) => options.now() - deletedAtMs > BIN_KEPT_MS);
        if (expired.length > 0) await removeFromBin(expired.map(({ id }) => id));
      }),

    setDamagedAside: () =>
      inTurn(async () => {
        for (const { key } of (await readAnchors()).damaged) await setAside(key);
      }),

    forgetDamaged: () =>
      inTurn(async () => {
        await eraseAside((await readAnchors()).damaged.map(({ key }) => key));
      }),
  };
}

function findAnchor<Kind extends Anchor>(anchors: readonly Kind[], anchorId: string): Kind {
  const anchor = anchors.find(({ id }) => id === anchorId);
  if (anchor === undefined) throw new FaultError('anchor-missing', anchorId);
  return anchor;
}

function knows({ samples }: Anchor, modelId: string): boolean {
  return samples.some(({ embeddings }) => Object.hasOwn(embeddings, modelId));
}

function withoutModel(anchor: Anchor, modelId: string): Anchor {
  const samples = anchor.samples.map((sample) => ({
    ...sample,
    embeddings: Object.fromEntries(Object.entries(sample.embeddings).filter(([id]) => id !== modelId)),
  }));
  return { ...anchor, samples };
}

function toSample(sample: NewSample, id: string, now: number): Sample {
  const { modelId, embedding, quality, source, cropUrl } = sample;
  return { id, enrolledAtMs: now, source, quality, cropUrl, embeddings: { [modelId]: embedding } };
}
