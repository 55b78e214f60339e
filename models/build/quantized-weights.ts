/**
 * @file Reads weights in the TensorFlow.js format: a manifest that lists tensors in order, and their bytes, end to end.
 * Here 8-bit tensors become float32 again.
 */
import * as v from 'valibot';

/** One tensor of float32 values, row-major. */
export interface WeightTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

const tensorSchema = v.object({
  name: v.string(),
  shape: v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  dtype: v.literal('float32'),
  quantization: v.optional(
    v.object({
      dtype: v.literal('uint8'),
      scale: v.pipe(v.number(), v.finite()),
      min: v.pipe(v.number(), v.finite()),
    }),
  ),
});

const manifestSchema = v.strictTuple([
  v.object({
    paths: v.strictTuple([v.pipe(v.string(), v.regex(/^[\w.-]+$/))]),
    weights: v.array(tensorSchema),
  }),
]);

/** A manifest with one group of tensors, whose bytes lie in one file beside it. */
export interface WeightsManifest {
  /** File name, relative to the manifest. */
  readonly path: string;
  readonly tensors: readonly v.InferOutput<typeof tensorSchema>[];
}

/** Checks a weights manifest. */
export function parseWeightsManifest(value: unknown): WeightsManifest {
  const [group] = v.parse(manifestSchema, value);
  return { path: group.paths[0], tensors: group.weights };
}

/**
 * Reads every tensor of a manifest by name.
 * @throws {Error} when the bytes are not exactly as many as the manifest says.
 */
export function readWeights(manifest: WeightsManifest, bytes: Uint8Array): ReadonlyMap<string, WeightTensor> {
  const weights = new Map<string, WeightTensor>();
  let position = 0;
  for (const { name, shape, quantization } of manifest.tensors) {
    const length = shape.reduce((product, size) => product * size, 1);
    const byteLength = quantization === undefined ? 4 * length : length;
    if (position + byteLength > bytes.length) throw new Error(`the weights end inside "${name}"`);
    const own = bytes.subarray(position, position + byteLength);
    position += byteLength;
    const values =
      quantization === undefined ? readFloats(own) : dequantize(own, quantization.scale, quantization.min);
    weights.set(name, { shape, values });
  }
  if (position !== bytes.length) {
    throw new Error(`the weights have ${String(bytes.length - position)} bytes too many`);
  }
  return weights;
}

/**
 * Turns 8-bit values back into numbers: `q * scale + min`.
 * Source: TensorFlow.js, `decodeWeights` in tfjs-core/src/io/io_utils.ts.
 */
export function dequantize(quantized: Uint8Array, scale: number, min: number): Float32Array {
  return Float32Array.from(quantized, (q) => q * scale + min);
}

/** Little-endian, as the format says, and from any position, where a Float32Array asks for a multiple of four. */
function readFloats(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => view.getFloat32(4 * index, true));
}
