/** @file What the settings page and the offscreen document say to each other about face models, as a part of the panel port. */
import * as v from 'valibot';
import { KERNEL_USES } from '../core/errors/kernel-lack.ts';
import type { PaceStatus } from '../core/pace/governor.ts';
import { counter, durationMs, faultSchema, fraction, key, listOf, shortText } from './schemas.ts';

export const engineSchema = v.strictObject({
  state: v.picklist(['loading', 'ready', 'resting', 'failed']),
  /** Only with `failed`. */
  fault: v.exactOptional(faultSchema),
  modelId: shortText,
  modelTitle: shortText,
  threads: counter,
  isCrossOriginIsolated: v.boolean(),
  /** What runs the networks; only with `ready`. */
  kernels: v.exactOptional(
    v.strictObject({ detector: v.picklist(KERNEL_USES), embedder: v.picklist(KERNEL_USES) }),
  ),
});

/** What the governor does, over all tabs; see core/pace/governor.ts. */
export const paceSchema = v.strictObject({
  boxesPerSecondAimed: durationMs,
  isHeldBack: v.boolean(),
  coresUsed: durationMs,
}) satisfies v.GenericSchema<PaceStatus>;

/**
 * What became of the model that was in use before: it goes on naming people until the change is done, it is no longer there,
 * or it cannot be opened.
 */
export const FORMER_MODELS = ['naming', 'gone', 'broken'] as const;
export type FormerModel = (typeof FORMER_MODELS)[number];

/** `done` of `total` samples have been embedded by the model that takes over, or has had to already. */
export const changeoverSchema = v.strictObject({
  modelId: key,
  title: shortText,
  done: counter,
  total: counter,
  former: v.picklist(FORMER_MODELS),
});
export type ChangeoverStatus = v.InferOutput<typeof changeoverSchema>;

/** What of the saved people cannot be read: photos whose picture no model can embed, and whole records. */
export const unreadableSchema = v.strictObject({
  photos: counter,
  /** People who have no other photo. */
  lostAnchorIds: listOf(key),
  /** People and corrections that did not reach the recognizer. */
  records: v.exactOptional(counter),
});
export type UnreadablePhotos = v.InferOutput<typeof unreadableSchema>;

const modelSchema = v.strictObject({
  modelId: key,
  title: shortText,
  dimension: counter,
  bytes: counter,
  metric: v.picklist(['euclidean', 'cosine']),
  /** Of the weights. */
  licence: shortText,
  origin: v.strictObject({
    kind: v.picklist(['npm', 'npm-tarball', 'weights-file', 'own-file']),
    label: shortText,
  }),
  /** How it wants pictures and how that was found, of one that the person brought; missing without faces to try it on. */
  inputReason: v.exactOptional(v.pipe(v.string(), v.maxLength(400))),
  /** Missing where nothing was measured. */
  measured: v.exactOptional(
    v.strictObject({
      milliseconds: durationMs,
      falseMatches: listOf(v.strictObject({ group: shortText, share: fraction })),
    }),
  ),
});
export type ModelStatus = v.InferOutput<typeof modelSchema>;

const modelsStatusSchema = v.strictObject({
  engine: engineSchema,
  pace: paceSchema,
  /** Grows with every change of gallery or settings: reports made before may be out of date. */
  revision: counter,
  models: listOf(modelSchema),
  /** The one that is taken when the person leaves the choice to Nametag. */
  defaultId: key,
  changeover: v.exactOptional(changeoverSchema),
  /** Why the chosen model is not in use. */
  failure: v.exactOptional(v.strictObject({ modelId: key, fault: faultSchema })),
});
export type ModelsStatus = v.InferOutput<typeof modelsStatusSchema>;

/** See `core/gallery/gallery-report.ts`. */
const reportSchema = v.strictObject({
  probes: counter,
  right: counter,
  wrong: counter,
  strangers: counter,
  strangersNamed: counter,
});

/** What a model did on this computer, with some of the saved faces. */
const trialSchema = v.strictObject({
  /** Of one face whose landmarks are found. */
  milliseconds: durationMs,
  /** Whose faces the report is about. */
  people: counter,
  report: reportSchema,
});
export type ModelTrial = v.InferOutput<typeof trialSchema>;

/** What may be asked of the offscreen document. */
export const MODEL_REQUESTS = [
  /** From now on, send `models`, at once and every `STATUS_INTERVAL_MS`. */
  v.strictObject({ type: v.literal('watchModels') }),
  /** How well the gallery is told apart by two models, which need not be in use; answered by `comparison` or `refused`. */
  v.strictObject({ type: v.literal('compareModels'), request: counter, before: key, after: key }),
  /**
   * How long a model takes for a face here, and how it tells some of the saved faces apart; it need not be in use. Answered by
   * `trialProgress`, then `modelTried` or `refused`. `isFresh`: the time is measured again.
   */
  v.strictObject({ type: v.literal('tryModel'), request: counter, modelId: key, isFresh: v.boolean() }),
  /**
   * Check a file that lies in the private folder for incoming models, and keep it as a model; answered by
   * `importProgress`, then `modelImported` or `refused`.
   */
  v.strictObject({
    type: v.literal('importModel'),
    request: counter,
    file: v.pipe(key, v.regex(/^[a-z0-9-]+\.onnx$/u)),
    /** As the person's file was called. */
    name: shortText,
  }),
  /** Remove one that the person brought; answered by `modelRemoved`, once another one is in use, or `refused`. */
  v.strictObject({ type: v.literal('removeModel'), request: counter, modelId: key }),
] as const;

/** What the offscreen document says. */
export const MODEL_ANSWERS = [
  v.strictObject({ type: v.literal('models'), status: modelsStatusSchema }),
  v.strictObject({
    type: v.literal('comparison'),
    request: counter,
    before: reportSchema,
    after: reportSchema,
  }),
  /** `done` of `total` saved faces have been embedded for the trial. */
  v.strictObject({ type: v.literal('trialProgress'), request: counter, done: counter, total: counter }),
  v.strictObject({ type: v.literal('modelTried'), request: counter, trial: trialSchema }),
  v.strictObject({
    type: v.literal('importProgress'),
    request: counter,
    stage: v.picklist(['reading', 'opening', 'settling', 'trying']),
    done: counter,
    total: counter,
  }),
  v.strictObject({
    type: v.literal('modelImported'),
    request: counter,
    modelId: key,
    title: shortText,
    /** False: the same file was here before. */
    isNew: v.boolean(),
    /** How it tells some of the gallery's own faces apart; only of a new one, and where there are such faces. */
    trial: v.exactOptional(reportSchema),
  }),
  v.strictObject({ type: v.literal('modelRemoved'), request: counter, modelId: key }),
] as const;
