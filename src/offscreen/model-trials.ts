/**
 * @file What a model does on this computer and with the person's own faces, tried without taking it into use: how long a face
 * takes, and how well the saved people are told apart. The network is opened beside the one in use, works a third of the time
 * at most, and is closed again.
 */
import { FaultError } from '../core/errors/fault.ts';
import { reportGallery } from '../core/gallery/gallery-report.ts';
import { pickFaces } from '../core/gallery/pick-faces.ts';
import type { FaceLandmarks } from '../core/geometry/landmarks.ts';
import type { Pixels } from '../core/image/pixels.ts';
import { TypicalDuration } from '../core/pace/typical-duration.ts';
import { askBackground } from '../platform/messenger.ts';
import type { Configuration } from '../protocol/background-messages.ts';
import type { ModelTrial } from '../protocol/model-messages.ts';
import type { EmbedderCard } from '../recognition/model-card.ts';
import type { Embedder } from '../recognition/workers/embedder.ts';
import type { Changeover } from './changeover.ts';
import type { Engine } from './engine.ts';
import { Knowledge } from './knowledge.ts';
import type { ModelEntry } from './model-registry.ts';
import { embedOrSkip } from './unreadable-photos.ts';

type Anchor = Configuration['anchors'][number];
type Sample = Anchor['samples'][number];
/** What was embedded for a trial alone, by sample. Undefined: its picture cannot be read. */
type TrialEmbeddings = Map<string, Float32Array | undefined>;

export interface ModelTrialsContext {
  readonly engine: Pick<Engine, 'openEmbedder'>;
  readonly knowledge: Pick<Knowledge, 'configuration'>;
  readonly changeover: Pick<Changeover, 'progress'>;
}

/** With those that `TypicalDuration` leaves out, enough for a steady mean, and a second and a half for FaceNet. */
const TIMED_LOOKS = 15;
/** Square, as large as the regions that pages cut. */
const REGION_PX = 256;
/** The middle of a region is where a face is. What the picture shows makes no difference to the time. */
const LANDMARKS: FaceLandmarks = {
  rightEye: { x: 0.42, y: 0.44 },
  leftEye: { x: 0.58, y: 0.44 },
  noseTip: { x: 0.5, y: 0.52 },
  mouthCenter: { x: 0.5, y: 0.6 },
  rightEarTragion: { x: 0.33, y: 0.46 },
  leftEarTragion: { x: 0.67, y: 0.46 },
};
/** As often as the time that the work took. */
const RESTS = 2;
/** A change of models goes first. */
const POLL_MS = 200;

export class ModelTrials {
  readonly #context: ModelTrialsContext;
  readonly #speeds = new Map<string, number>();
  readonly #embeddings = new Map<string, TrialEmbeddings>();
  /** One network at a time. */
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(context: ModelTrialsContext) {
    this.#context = context;
  }

  /**
   * What was measured before is not measured again, unless `isFresh`.
   * @param onProgress faces that are done, of all that have to be embedded for the trial
   * @throws FaultError when the model cannot be opened; `recognizer-gone` after `close`
   */
  try(
    entry: ModelEntry,
    isFresh: boolean,
    onProgress: (done: number, total: number) => void,
  ): Promise<ModelTrial> {
    const trial = this.#last.then(() => this.#try(entry, isFresh, onProgress));
    this.#last = trial.catch(() => undefined);
    return trial;
  }

  /** What is under way ends with the next face. */
  close(): void {
    this.#isClosed = true;
  }

  async #try(
    entry: ModelEntry,
    isFresh: boolean,
    onProgress: (done: number, total: number) => void,
  ): Promise<ModelTrial> {
    const { id } = entry.card;
    const picked = pickFaces(this.#context.knowledge.configuration.anchors);
    const known = this.#embeddings.get(id) ?? new Map<string, Float32Array | undefined>();
    this.#embeddings.set(id, known);
    if (isFresh) this.#speeds.delete(id);
    const missing = picked.filter(
      ({ sample }) => !Object.hasOwn(sample.embeddings, id) && !known.has(sample.sampleId),
    );
    if (!this.#speeds.has(id) || missing.length > 0) {
      await this.#turn();
      const embedder = await this.#context.engine.openEmbedder(entry);
      try {
        if (!this.#speeds.has(id)) this.#speeds.set(id, await this.#time(embedder));
        await this.#embed(embedder, id, missing, onProgress);
      } finally {
        embedder.close();
      }
    }
    const people = anchorsOf(picked, id, known);
    return {
      milliseconds: this.#speeds.get(id) ?? 0,
      people: people.length,
      report: reportOn(people, entry.card, this.#context.knowledge.configuration),
    };
  }

  /** In the embedder's worker, for one face whose landmarks are found. */
  async #time(embedder: Embedder): Promise<number> {
    const typical = new TypicalDuration();
    for (let look = 0; look < TIMED_LOOKS; look++) {
      const { durationMs } = await this.#atLeisure(() => embedder.look(blankRegion(), LANDMARKS, 1));
      typical.add(durationMs);
    }
    return typical.ms ?? 0;
  }

  async #embed(
    embedder: Embedder,
    modelId: string,
    missing: readonly { readonly person: Anchor; readonly sample: Sample }[],
    onProgress: (done: number, total: number) => void,
  ): Promise<void> {
    const known = this.#embeddings.get(modelId);
    const wanted = new Set(missing.map(({ sample }) => sample.sampleId));
    let done = 0;
    for (const anchorId of new Set(missing.map(({ person }) => person.anchorId))) {
      const { samples } = await askBackground('samples.crops', { modelId, anchorId });
      for (const { sampleId, cropUrl } of samples.filter((sample) => wanted.has(sample.sampleId))) {
        onProgress(done++, missing.length);
        known?.set(sampleId, await this.#atLeisure(() => embedOrSkip(embedder, cropUrl)));
      }
    }
  }

  /** Rests for a while: recognition goes on beside it. */
  async #atLeisure<Value>(work: () => Promise<Value>): Promise<Value> {
    await this.#turn();
    const startMs = performance.now();
    const value = await work();
    await pause(RESTS * (performance.now() - startMs));
    return value;
  }

  async #turn(): Promise<void> {
    while (!this.#isClosed && this.#context.changeover.progress !== undefined) await pause(POLL_MS);
    if (this.#isClosed) throw new FaultError('recognizer-gone', 'the page was closed');
  }
}

/** Those of whom any picture could be embedded. */
function anchorsOf(
  picked: readonly { readonly person: Anchor; readonly sample: Sample }[],
  modelId: string,
  known: TrialEmbeddings,
): Anchor[] {
  return [...new Set(picked.map(({ person }) => person))].flatMap((person) => {
    const samples = picked.flatMap(({ person: owner, sample: { sampleId, embeddings } }) => {
      const embedding = owner === person ? (embeddings[modelId] ?? known.get(sampleId)) : undefined;
      return embedding === undefined ? [] : [{ sampleId, embeddings: { [modelId]: embedding } }];
    });
    return samples.length === 0 ? [] : [{ ...person, samples }];
  });
}

/** By the limits that the model would have for these people. */
function reportOn(anchors: readonly Anchor[], card: EmbedderCard, configuration: Configuration) {
  const knowledge = new Knowledge();
  knowledge.apply({ ...configuration, revision: 1, anchors: [...anchors], rejections: [] });
  const { gallery, limits } = knowledge.viewOf(card);
  return reportGallery(gallery, limits);
}

function blankRegion(): Pixels {
  return {
    width: REGION_PX,
    height: REGION_PX,
    data: new Uint8ClampedArray(REGION_PX * REGION_PX * 4).fill(128),
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
