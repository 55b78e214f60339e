/** @file Nametag's own recognition in a page: the product's workers and its way with one picture, opened as the product opens them. */
import compactCard from '../../../models/compact.json';
import detectorCard from '../../../models/detector-full-range.json';
import type { Pixels } from '../../../src/core/image/pixels.ts';
import { inspectPicture } from '../../../src/offscreen/inspect-picture.ts';
import { openDetector, type Detector } from '../../../src/recognition/workers/detector.ts';
import { openEmbedder, type Embedder } from '../../../src/recognition/workers/embedder.ts';
import { joinRecognizer, type Recognizer } from '../../../src/recognition/workers/recognizer.ts';

export const NETWORKS = ['nametag', 'nametagFacenetFp32', 'nametagFacenetInt8'] as const;
export type NetworkName = (typeof NETWORKS)[number];

/** As the engine counts them: see `threadCount` in src/offscreen/engine.ts. */
const THREADS = Math.max(1, Math.min(4, navigator.hardwareConcurrency - 1));

const fail = (): void => {
  throw new Error('A worker of the product crashed.');
};

export function openProductDetector(): Promise<Detector> {
  const source = { kind: 'package', url: address(`models/${detectorCard.file}`) } as const;
  return openDetector({ card: detectorCard, source, wasmBase: address('wasm/mediapipe') }, fail);
}

export interface OpenNetwork {
  readonly embedder: Embedder;
  readonly recognizer: Recognizer;
}

export async function openNetwork(name: NetworkName, detector: Detector): Promise<OpenNetwork> {
  const { card, file } = await cardOf(name);
  const setup = { card, source: { kind: 'package', url: file }, threads: THREADS } as const;
  const embedder = await openEmbedder({ ...setup, wasmBase: address('wasm/onnxruntime/') }, fail);
  return { embedder, recognizer: joinRecognizer(detector, embedder) };
}

/** Everything from the pixels of one frame to an embedding of each of its faces. */
export async function recognizeFrame(pixels: Pixels, recognizer: Recognizer): Promise<number> {
  return (await inspectPicture(pixels, recognizer)).length;
}

/** The site has the random FaceNets with a card for each form. */
async function cardOf(name: NetworkName): Promise<{ card: unknown; file: string }> {
  if (name === 'nametag') return { card: compactCard, file: address(`models/${compactCard.file}`) };
  const card = (await (await fetch(`/random/${name}.json`)).json()) as { file: string };
  return { card, file: address(`random/${card.file}`) };
}

function address(path: string): string {
  return new URL(`/${path}`, location.href).href;
}
