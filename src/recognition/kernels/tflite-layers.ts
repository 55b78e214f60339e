/** @file The operators of a TensorFlow Lite file in the order in which it runs them, with weights in float32. */
import { TfliteFile } from './tflite-file.ts';

export interface StoredTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export type OperatorKind =
  'add' | 'convolution' | 'depthwise' | 'dequantize' | 'maxPool' | 'pad' | 'prelu' | 'densify';

/** One operator of the graph. Values between operators have numbers. */
export interface StoredOperator {
  readonly kind: OperatorKind | undefined;
  /** Those of constants are in here too. */
  readonly inputs: readonly number[];
  readonly output: number;
  /** Of the output. */
  readonly shape: readonly number[];
  /** @throws when the input of that index is no constant */
  constant(index: number): StoredTensor;
}

export interface StoredConvolution {
  readonly kind: 'plain' | 'depthwise';
  /** `[outputs, height, width, inputs]`, and of a depthwise one `[1, height, width, channels]`. */
  readonly shape: readonly number[];
  readonly values: Float32Array;
  readonly bias: Float32Array;
}

/** @throws when the file is none, or holds what this does not read */
export function readTfliteConvolutions(file: Uint8Array): StoredConvolution[] {
  return new TfliteFile(file).convolutions();
}

/**
 * All operators in the order in which they run, without those that only unpack weights.
 * @throws when the file is none
 */
export function readTfliteOperators(file: Uint8Array): StoredOperator[] {
  return new TfliteFile(file).operators();
}
