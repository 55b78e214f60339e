/** @file What model cards are made of: numbers, names, origins, and what all cards say. Pure. */
import * as v from 'valibot';

export const text = v.pipe(v.string(), v.trim(), v.minLength(1));
export const number = v.pipe(v.number(), v.finite());
export const positive = v.pipe(number, v.gtValue(0));
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
export const probability = v.pipe(number, v.minValue(0), v.maxValue(1));
/** A cosine; 1 itself would accept nothing. */
export const similarity = v.pipe(number, v.gtValue(-1), v.ltValue(1));
export const threeChannels = v.strictTuple([number, number, number]);
export const point = v.strictTuple([number, number]);
const id = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected a kebab-case id'));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hexadecimal digits'));
const httpsUrl = v.pipe(v.string(), v.regex(/^https:\/\/\S+$/, 'expected an https address'));

export const fileName = (extension: string) =>
  v.pipe(
    v.string(),
    v.regex(/^[a-z0-9][a-z0-9.-]*$/, 'expected a plain file name'),
    v.endsWith(extension, `expected a file name that ends in ${extension}`),
  );

/** A file of an npm package, and the page on which its authors describe it. */
export const npmOriginSchema = v.strictObject({
  kind: v.literal('npm'),
  package: text,
  version: text,
  path: text,
  url: httpsUrl,
});

/** A file of an npm package that is fetched as a tarball and not installed. */
export const npmTarballOriginSchema = v.strictObject({
  ...npmOriginSchema.entries,
  kind: v.literal('npm-tarball'),
  tarballSha256: sha256,
});

/** A weights file that was converted on this machine. */
export const weightsOriginSchema = v.strictObject({
  kind: v.literal('weights-file'),
  url: httpsUrl,
  file: text,
  bytes: count,
  sha256,
});

/** A model file that the person brought. */
export const ownOriginSchema = v.strictObject({ kind: v.literal('own-file'), file: text });

const licenceSchema = v.strictObject({
  /** SPDX id of the npm package that delivers the file. */
  package: text,
  /** SPDX id of the trained weights. */
  weights: text,
});

/** What every card says, whatever the network does. */
export const commonEntries = {
  id,
  title: text,
  bytes: count,
  sha256,
  licence: licenceSchema,
};

/**
 * What MediaPipe can open as it is: the file says how its input is normalised. Of the detector's
 * and the landmarker's the product reads the weights alone, and the latter's says nothing: its card does.
 */
export const liteEntries = {
  origin: npmOriginSchema,
  file: fileName('.tflite'),
  input: v.strictObject({
    width: count,
    height: count,
    colorOrder: v.literal('RGB'),
    /** `(x - mean) / std` on 0..255, as written into the file's metadata. */
    normalization: v.strictObject({ mean: number, std: positive }),
  }),
};
