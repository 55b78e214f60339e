/**
 * @file Model cards: the written contract of one network file (shapes, preprocessing, thresholds, origin, licence).
 * Pure. Everything that loads a network reads its card through here, so a wrong card fails at once and by name.
 */
import * as v from 'valibot';

/** A card that does not say what a card has to say. The text names the card and each wrong field. */
export class ModelCardError extends Error {
  readonly code = 'model-card-invalid';

  constructor(message: string) {
    super(message);
    this.name = 'ModelCardError';
  }
}

const text = v.pipe(v.string(), v.trim(), v.minLength(1));
const number = v.pipe(v.number(), v.finite());
const positive = v.pipe(number, v.gtValue(0));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const probability = v.pipe(number, v.minValue(0), v.maxValue(1));
const threeChannels = v.strictTuple([number, number, number]);
const point = v.strictTuple([number, number]);
const id = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected a kebab-case id'));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hexadecimal digits'));
const httpsUrl = v.pipe(v.string(), v.regex(/^https:\/\/\S+$/, 'expected an https address'));

const fileName = (extension: string) =>
  v.pipe(
    v.string(),
    v.regex(/^[a-z0-9][a-z0-9.-]*$/, 'expected a plain file name'),
    v.endsWith(extension, `expected a file name that ends in ${extension}`),
  );

/** Where the bytes come from: a file of an npm package, and the page on which its authors describe it. */
const originSchema = v.strictObject({
  package: text,
  version: text,
  path: text,
  url: httpsUrl,
});

const licenceSchema = v.strictObject({
  /** SPDX id of the npm package that delivers the file. */
  package: text,
  /** SPDX id of the trained weights. */
  weights: text,
});

/** What every card says, whatever the network does. */
const commonEntries = {
  id,
  title: text,
  bytes: count,
  sha256,
  origin: originSchema,
  licence: licenceSchema,
};

const detectorCardSchema = v.strictObject({
  ...commonEntries,
  kind: v.literal('detector'),
  file: fileName('.tflite'),
  input: v.strictObject({
    width: count,
    height: count,
    colorOrder: v.literal('RGB'),
    /** `(x - mean) / std` on 0..255, as written into the file's metadata. */
    normalization: v.strictObject({ mean: number, std: positive }),
  }),
  thresholds: v.strictObject({
    minDetectionScore: probability,
    reasons: v.strictObject({ minDetectionScore: text }),
  }),
});

const embedderCardSchema = v.pipe(
  v.strictObject({
    ...commonEntries,
    kind: v.literal('embedder'),
    file: fileName('.onnx'),
    input: v.strictObject({
      name: text,
      /** `null` marks the free batch dimension. */
      shape: v.strictTuple([v.null(), v.literal(3), count, count]),
      layout: v.literal('NCHW'),
      colorOrder: v.literal('RGB'),
      width: count,
      height: count,
    }),
    output: v.strictObject({ name: text, dimension: count, isUnitLength: v.boolean() }),
    /** `(x - mean[channel]) * scale` on 0..255, by the caller. */
    preprocessing: v.strictObject({
      kind: v.literal('mean-and-scale'),
      mean: threeChannels,
      scale: positive,
    }),
    /** Where the pupils go, in pixels of the face crop; "right" is the subject's, so it has the smaller x. */
    alignment: v.strictObject({
      width: count,
      height: count,
      rightEye: point,
      leftEye: point,
      /** Embed the crop and its mirror image and take the mean of the two. */
      isMirrorAveraged: v.boolean(),
    }),
    metric: v.literal('euclidean'),
    thresholds: v.strictObject({
      maxDistance: positive,
      strictMaxDistance: positive,
      lenientMaxDistance: positive,
      reasons: v.strictObject({ maxDistance: text, strictMaxDistance: text, lenientMaxDistance: text }),
    }),
  }),
  v.check(
    ({ input }) => input.shape[2] === input.height && input.shape[3] === input.width,
    'input.shape disagrees with input.height and input.width',
  ),
  v.check(
    ({ input, alignment }) => alignment.width === input.width && alignment.height === input.height,
    'alignment and input differ in size',
  ),
  v.check(
    ({ alignment: { width, height, rightEye, leftEye } }) =>
      [rightEye, leftEye].every(([x, y]) => x > 0 && x < width && y > 0 && y < height) &&
      rightEye[0] < leftEye[0],
    'alignment: both eyes lie inside the crop, the right one at the smaller x',
  ),
  v.check(
    ({ thresholds }) =>
      thresholds.strictMaxDistance <= thresholds.maxDistance &&
      thresholds.maxDistance <= thresholds.lenientMaxDistance,
    'thresholds: expected strictMaxDistance <= maxDistance <= lenientMaxDistance',
  ),
);

/** A face detector in TFLite format, opened by MediaPipe, which takes care of resizing and normalising. */
export type DetectorCard = v.InferOutput<typeof detectorCardSchema>;

/** A face embedder in ONNX format; the caller aligns, preprocesses and compares as the card says. */
export type EmbedderCard = v.InferOutput<typeof embedderCardSchema>;

/**
 * Checks a detector's card.
 * @throws {ModelCardError} `model-card-invalid`
 */
export function parseDetectorCard(value: unknown): DetectorCard {
  return parseCard(detectorCardSchema, value);
}

/**
 * Checks an embedder's card, including that its parts agree with each other.
 * @throws {ModelCardError} `model-card-invalid`
 */
export function parseEmbedderCard(value: unknown): EmbedderCard {
  return parseCard(embedderCardSchema, value);
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
