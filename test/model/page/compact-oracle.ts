/**
 * @file Test page: the same face crops through face-api's own network and through the ONNX file.
 */
import * as faceapi from '@vladmandic/face-api';
import * as ort from 'onnxruntime-web/wasm';
import type { EmbedderCard } from '../../../src/recognition/model-card.ts';
import type { SampleFace } from '../sample-faces.ts';
import { openPhoto } from './photo.ts';

/** The bundled TensorFlow.js has these two functions; the types of face-api leave them out. */
const tfjs = faceapi.tf as unknown as {
  readonly setBackend: (name: 'cpu') => Promise<boolean>;
  readonly ready: () => Promise<void>;
};

/** Embeddings of the same crops in the same order. */
export interface OracleComparison {
  /** By face-api. */
  readonly expected: readonly (readonly number[])[];
  /** By the ONNX file, all crops in one batch. */
  readonly batched: readonly (readonly number[])[];
  /** By the ONNX file, the first crop alone. */
  readonly single: readonly number[];
}

/** Embeds every face with both networks. */
export async function compareEmbedders({
  card,
  faces,
}: {
  readonly card: EmbedderCard;
  readonly faces: readonly SampleFace[];
}): Promise<OracleComparison> {
  const crops = await Promise.all(faces.map((face) => cropFace(face, card)));
  const expected = await embedWithFaceApi(crops);

  ort.env.wasm.wasmPaths = '/onnxruntime-web/';
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(`/models/${card.file}`, { executionProviders: ['wasm'] });
  try {
    const batched = await embedWithOnnx(session, card, crops);
    const [single = []] = await embedWithOnnx(session, card, crops.slice(0, 1));
    return { expected, batched, single };
  } finally {
    await session.release();
  }
}

async function cropFace({ photo, x, y, size }: SampleFace, card: EmbedderCard): Promise<HTMLCanvasElement> {
  const { width, height } = card.input;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const bitmap = await openPhoto(photo);
  try {
    contextOf(canvas).drawImage(bitmap, x, y, size, size, 0, 0, width, height);
  } finally {
    bitmap.close();
  }
  return canvas;
}

/** On the plain JavaScript backend: slow, exact, and independent of any WebGL. */
async function embedWithFaceApi(crops: readonly HTMLCanvasElement[]): Promise<number[][]> {
  const net = faceapi.nets.faceRecognitionNet;
  await tfjs.setBackend('cpu');
  await tfjs.ready();
  await net.loadFromUri('/face-api/model');
  const descriptors: number[][] = [];
  for (const crop of crops) {
    const descriptor = await net.computeFaceDescriptor(crop);
    if (!(descriptor instanceof Float32Array)) throw new Error('face-api gave more than one descriptor');
    descriptors.push([...descriptor]);
  }
  return descriptors;
}

async function embedWithOnnx(
  session: ort.InferenceSession,
  { input, output, preprocessing }: EmbedderCard,
  crops: readonly HTMLCanvasElement[],
): Promise<number[][]> {
  const { width, height } = input;
  const plane = width * height;
  if (preprocessing.kind !== 'mean-and-scale') throw new Error('compact subtracts a mean');
  const { mean: means, scale } = preprocessing;
  const data = new Float32Array(crops.length * 3 * plane);
  crops.forEach((crop, index) => {
    const { data: rgba } = contextOf(crop).getImageData(0, 0, width, height);
    means.forEach((mean, channel) => {
      for (let pixel = 0; pixel < plane; pixel += 1) {
        const value = rgba[4 * pixel + channel] ?? Number.NaN;
        data[(3 * index + channel) * plane + pixel] = (value - mean) * scale;
      }
    });
  });
  const results = await session.run({
    [input.name]: new ort.Tensor('float32', data, [crops.length, 3, height, width]),
  });
  const embeddings = results[output.name]?.data;
  if (!(embeddings instanceof Float32Array)) throw new Error(`the network has no output ${output.name}`);
  return crops.map((_, index) => [
    ...embeddings.subarray(index * output.dimension, (index + 1) * output.dimension),
  ]);
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2d context');
  return context;
}
