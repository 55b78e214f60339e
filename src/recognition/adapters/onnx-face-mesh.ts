/**
 * @file MediaPipe's face mesh in ONNX Runtime, where the kernels cannot run it. See: [Note: Fallbacks]. The file is
 * converted when it is opened, in a few milliseconds. Runs in a module worker.
 */
import * as ort from 'onnxruntime-web/wasm';
import { FaultError } from '../../core/errors/fault.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { release } from '../../core/image/release.ts';
import { MESH_NUMBERS } from '../kernels/face-mesh-layers.ts';
import type { LandmarkerCard } from '../model-card.ts';
import type { FaceLandmarker } from '../ports.ts';
import { openSession, type RuntimeSetup } from './onnx-session.ts';
import { tfliteToOnnx } from './tflite-to-onnx.ts';

const COLORS = 3;
const PIXEL_BYTES = 4;
/** As the file has them: the points, and the flag. */
const OUTPUTS = [
  [1, 1, 1, MESH_NUMBERS],
  [1, 1, 1, 1],
];

/** @throws FaultError `model-damaged` when the file has another graph */
export async function openOnnxFaceMesh(
  model: Uint8Array,
  { input }: LandmarkerCard,
  setup: RuntimeSetup,
): Promise<FaceLandmarker> {
  const { width, height, normalization } = input;
  const shape = [1, height, width, COLORS];
  const { session } = await openSession(convert(model, shape), setup);
  return {
    async find(pixels) {
      const colors = toColors(pixels, normalization);
      const result = await session.run({ input: new ort.Tensor('float32', colors, shape) });
      release(colors);
      const numbers = result['output']?.data;
      if (!(numbers instanceof Float32Array))
        throw new FaultError('model-damaged', 'the mesh gave no points');
      return { points: numbers.slice(0, MESH_NUMBERS), flag: numbers[MESH_NUMBERS] ?? Number.NaN };
    },
  };
}

function convert(model: Uint8Array, inputShape: readonly number[]): Uint8Array {
  try {
    return tfliteToOnnx(model, inputShape, OUTPUTS);
  } catch (error) {
    throw new FaultError('model-damaged', error instanceof Error ? error.message : 'face mesh failed');
  }
}

function toColors(
  { width, height, data }: Pixels,
  { mean, std }: LandmarkerCard['input']['normalization'],
): Float32Array {
  const colors = new Float32Array(width * height * COLORS);
  for (let from = 0, to = 0; to < colors.length; from += PIXEL_BYTES) {
    for (let color = 0; color < COLORS; color++) colors[to++] = ((data[from + color] ?? 0) - mean) / std;
  }
  return colors;
}
