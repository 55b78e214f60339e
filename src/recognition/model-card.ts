/**
 * @file Model cards: the written contract of one network file (shapes, preprocessing, thresholds, origin, licence).
 * Pure. Everything that loads a network reads its card through here, so a wrong card fails at once and by name.
 */
import * as v from 'valibot';
import { chordOf, type Metric } from '../core/embedding/metric.ts';
import type { CardThresholds } from '../core/matching/limits.ts';
import {
  commonEntries,
  count,
  fileName,
  liteEntries,
  npmOriginSchema,
  npmTarballOriginSchema,
  number,
  ownOriginSchema,
  positive,
  probability,
  similarity,
  text,
  weightsOriginSchema,
} from './card-parts.ts';
import {
  preprocessingSchema,
  cropSchema,
  neighborhoodsSchema,
  impostorsSchema,
  isWholeRows,
  measuredSchema,
} from './embedder-parts.ts';

/** A card that does not say what a card has to say. The text names the card and each wrong field. */
export class ModelCardError extends Error {
  readonly code = 'model-card-invalid';

  constructor(message: string) {
    super(message);
    this.name = 'ModelCardError';
  }
}

const segmenterCardSchema = v.strictObject({
  ...commonEntries,
  ...liteEntries,
  kind: v.literal('segmenter'),
});

const detectorCardSchema = v.strictObject({
  ...commonEntries,
  ...liteEntries,
  kind: v.literal('detector'),
  /** Which of the networks it is that the product has kernels of its own for; MediaPipe runs all others. */
  network: v.exactOptional(v.picklist(['blaze-face'])),
  /** Between two places of the input at which the network looks for a face. */
  cells: v.strictObject({ stepPx: count, reason: text }),
  thresholds: v.pipe(
    v.strictObject({
      minDetectionScore: probability,
      /** From it on a place may be a face, and is looked at from close by. */
      faintDetectionScore: probability,
      /** Of two boxes, intersection over union: above it they are one face. */
      minSuppressionOverlap: probability,
      reasons: v.strictObject({
        minDetectionScore: text,
        faintDetectionScore: text,
        minSuppressionOverlap: text,
      }),
    }),
    v.check(
      (one) => one.faintDetectionScore <= one.minDetectionScore,
      'expected faintDetectionScore <= minDetectionScore',
    ),
  ),
});

/** The network finds the points of one face, which the caller has put upright into the middle of its input. */
const landmarkerCardSchema = v.strictObject({
  ...commonEntries,
  ...liteEntries,
  kind: v.literal('landmarker'),
  /** What it sees of a face: the square of `factor` times the detector's box, turned so that the eyes are level. */
  view: v.strictObject({ factor: positive, reason: text }),
  thresholds: v.strictObject({
    minFaceScore: probability,
    /** Of the same score before the sigmoid: below it something covers the face. */
    minClearLogit: number,
    reasons: v.strictObject({ minFaceScore: text, minClearLogit: text }),
  }),
});

const embedderCardSchema = v.pipe(
  v.strictObject({
    ...commonEntries,
    kind: v.literal('embedder'),
    origin: v.variant('kind', [
      npmOriginSchema,
      npmTarballOriginSchema,
      weightsOriginSchema,
      ownOriginSchema,
    ]),
    file: fileName('.onnx'),
    /** Which of the networks it is that the product has kernels of its own for; ONNX Runtime runs all others. */
    network: v.exactOptional(v.picklist(['dlib-resnet', 'mobile-facenet', 'inception-resnet-v1'])),
    input: v.strictObject({
      name: text,
      layout: v.picklist(['NCHW', 'NHWC']),
      colorOrder: v.picklist(['RGB', 'BGR']),
      width: count,
      height: count,
    }),
    output: v.strictObject({
      name: text,
      dimension: count,
      /** The caller scales the output to unit length before anything else. */
      isNormalized: v.boolean(),
    }),
    preprocessing: preprocessingSchema,
    /** How order of channels and preprocessing were found, where the person's own faces had to tell. */
    inputReason: v.exactOptional(text),
    crop: cropSchema,
    /** Missing where nothing was measured. */
    neighborhoods: v.exactOptional(neighborhoodsSchema),
    /** Embed the crop and its mirror image and take the mean of the two. */
    isMirrorAveraged: v.boolean(),
    /** The one that is used unless the person chooses the other. */
    metric: v.picklist(['euclidean', 'cosine']),
    thresholds: v.strictObject({
      euclidean: v.pipe(
        v.strictObject({
          maxDistance: positive,
          strictMaxDistance: positive,
          lenientMaxDistance: positive,
          reason: text,
        }),
        v.check(
          (one) => one.strictMaxDistance <= one.maxDistance && one.maxDistance <= one.lenientMaxDistance,
          'expected strictMaxDistance <= maxDistance <= lenientMaxDistance',
        ),
      ),
      cosine: v.pipe(
        v.strictObject({
          minSimilarity: similarity,
          strictMinSimilarity: similarity,
          lenientMinSimilarity: similarity,
          reason: text,
        }),
        v.check(
          (one) =>
            one.strictMinSimilarity >= one.minSimilarity && one.minSimilarity >= one.lenientMinSimilarity,
          'expected strictMinSimilarity >= minSimilarity >= lenientMinSimilarity',
        ),
      ),
    }),
    /** Missing where nothing was measured. */
    measured: v.exactOptional(measuredSchema),
    /** Missing where nothing was measured. */
    impostors: v.exactOptional(
      v.strictObject({ euclidean: impostorsSchema, cosine: impostorsSchema, reason: text }),
    ),
  }),
  v.check(
    ({ crop, input: { width, height } }) =>
      crop.kind === 'box' ||
      ([crop.rightEye, crop.leftEye].every(([x, y]) => x > 0 && x < width && y > 0 && y < height) &&
        crop.rightEye[0] < crop.leftEye[0]),
    'crop: both eyes lie inside the input, the right one at the smaller x',
  ),
  v.check(
    ({ neighborhoods, output: { dimension } }) =>
      neighborhoods === undefined || isWholeRows(neighborhoods.centers, dimension),
    'neighborhoods: the centers are rows of as many numbers as the output has',
  ),
);

export type NpmOrigin = v.InferOutput<typeof npmOriginSchema>;
export type NpmTarballOrigin = v.InferOutput<typeof npmTarballOriginSchema>;

/** A face detector in TFLite format. */
export type DetectorCard = v.InferOutput<typeof detectorCardSchema>;

/** Tells people from the background, in TFLite format. */
export type SegmenterCard = v.InferOutput<typeof segmenterCardSchema>;

/** Finds the points of one face, in TFLite format. */
export type LandmarkerCard = v.InferOutput<typeof landmarkerCardSchema>;

/** A face embedder in ONNX format; the caller aligns, preprocesses and compares as the card says. */
export type EmbedderCard = v.InferOutput<typeof embedderCardSchema>;

/** A network that the product has kernels for. */
export type KernelNetworkName = NonNullable<EmbedderCard['network']>;

/**
 * Checks a detector's card.
 * @throws {ModelCardError} `model-card-invalid`
 */
export function parseDetectorCard(value: unknown): DetectorCard {
  return parseCard(detectorCardSchema, value);
}

/**
 * Checks a segmenter's card.
 * @throws {ModelCardError} `model-card-invalid`
 */
export function parseSegmenterCard(value: unknown): SegmenterCard {
  return parseCard(segmenterCardSchema, value);
}

/**
 * Checks a landmarker's card.
 * @throws {ModelCardError} `model-card-invalid`
 */
export function parseLandmarkerCard(value: unknown): LandmarkerCard {
  return parseCard(landmarkerCardSchema, value);
}

/**
 * Checks an embedder's card, including that its parts agree with each other.
 * @throws {ModelCardError} `model-card-invalid`
 */
export function parseEmbedderCard(value: unknown): EmbedderCard {
  return parseCard(embedderCardSchema, value);
}

/** The card's distances in the space of `metric`: what the card gives as similarities becomes chords. */
export function thresholdsOf({ thresholds }: EmbedderCard, metric: Metric): CardThresholds {
  if (metric === 'euclidean') return thresholds.euclidean;
  const { strictMinSimilarity, minSimilarity, lenientMinSimilarity } = thresholds.cosine;
  return {
    strictMaxDistance: chordOf(strictMinSimilarity),
    maxDistance: chordOf(minSimilarity),
    lenientMaxDistance: chordOf(lenientMinSimilarity),
  };
}

function parseCard<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const problems = result.issues.map((issue) => {
    const path = v.getDotPath(issue);
    return path === null ? issue.message : `${path}: ${issue.message}`;
  });
  throw new ModelCardError(`Model card ${nameOf(value)} is invalid. ${problems.join('; ')}`);
}

function nameOf(value: unknown): string {
  const named = v.safeParse(v.object({ id: v.string() }), value);
  return named.success ? `"${named.output.id}"` : 'without an id';
}
