/** @file Nametag's own recognition in a page: the product's workers and its way with one picture, opened as the product opens them. */
import embedderCard from '../../../models/faceplugin.json';
import landmarkerCard from '../../../models/landmarks.json';
import {
  WHOLE_PICTURE,
  pointInRegion,
  squareAround,
  type BoundingBox,
} from '../../../src/core/geometry/bounding-box.ts';
import { mapLandmarks, type Detection } from '../../../src/core/geometry/landmarks.ts';
import { lanesWithin, threadsWithin } from '../../../src/core/pace/cpu-budget.ts';
import { DEFAULT_PIXEL_COUNT } from '../../../src/core/pace/sample-wish.ts';
import { DETECTOR_CARD } from '../../../src/recognition/detector-in-use.ts';
import { MAX_REGION_PX, REGION_FACTOR } from '../../../src/recognition/pipeline/face-region.ts';
import { fromView, joinDetections, passOf, tilesOf } from '../../../src/recognition/pipeline/tiles.ts';
import { openDetector, type Detector } from '../../../src/recognition/workers/detector.ts';
import { openEmbedder, type Embedder } from '../../../src/recognition/workers/embedder.ts';
import { openLanes } from '../../../src/recognition/workers/lanes.ts';
import type { ModelSource } from '../../../src/recognition/workers/model-file.ts';
import { joinRecognizer, type Recognizer } from '../../../src/recognition/workers/recognizer.ts';
import { PictureReader } from '../../../src/video/picture-reader.ts';
import type { FrameSize } from '../film/placement.ts';

export const NETWORKS = ['nametag', 'nametagFacenetFp32', 'nametagFacenetInt8'] as const;
export type NetworkName = (typeof NETWORKS)[number];

/** As with the settings that the product comes with. */
const THREADS = threadsWithin('all-but-one', navigator.hardwareConcurrency);
const LANES = lanesWithin(navigator.hardwareConcurrency);
const reader = new PictureReader();

const fail = (): void => {
  throw new Error('A worker of the product crashed.');
};

export function openProductDetector(): Promise<Detector> {
  return openDetector({ ...packageFile(DETECTOR_CARD), wasmBase: address('wasm/') }, fail);
}

interface PackageFile {
  readonly card: unknown;
  readonly source: ModelSource;
}

function packageFile(card: { readonly file: string }): PackageFile {
  return { card, source: { kind: 'package', url: address(`models/${card.file}`) } };
}

export interface OpenNetwork {
  readonly embedder: Embedder;
  readonly recognizer: Recognizer;
}

export async function openNetwork(name: NetworkName, detector: Detector): Promise<OpenNetwork> {
  const { card, file } = await cardOf(name);
  const source = { kind: 'package', url: file } as const;
  const setup = {
    card,
    source,
    threads: THREADS,
    wasmBase: address('wasm/'),
    landmarks: packageFile(landmarkerCard),
  };
  const embedder = await openLanes({
    open: (onCrash, shared) => openEmbedder(setup, onCrash, shared),
    most: LANES,
    onCrash: fail,
    onRefusal: fail,
  });
  return { embedder, recognizer: joinRecognizer(detector, embedder) };
}

/**
 * Everything from one frame to an embedding of each of its faces, as a video's frame goes: sampled small for the detector, a sharp
 * region of each face from the whole of it, all of them on their way at once.
 * @param hasSmallFaces whether the tiles are seen too, which take turns with whole frames in a video
 */
export async function recognizeFrame(
  frame: CanvasImageSource,
  { widthPx, heightPx }: FrameSize,
  recognizer: Recognizer,
  hasSmallFaces: boolean,
): Promise<number> {
  const detect = async (view: BoundingBox): Promise<Detection[]> => {
    const small = reader.readFrame(frame, widthPx, heightPx, view, DEFAULT_PIXEL_COUNT);
    return fromView((await recognizer.detect(small)).value, passOf(view, widthPx, heightPx));
  };
  const tiles = hasSmallFaces ? tilesOf(widthPx, heightPx) : [];
  const [whole, ...parts] = await Promise.all([WHOLE_PICTURE, ...tiles].map(detect));
  const faces = joinDetections(whole ?? [], parts.flat());
  const looks = faces.map(({ boundingBox, landmarks }) => {
    const region = squareAround(boundingBox, REGION_FACTOR, widthPx, heightPx);
    const nativePx = region.width * widthPx;
    const sizePx = Math.round(Math.min(MAX_REGION_PX, nativePx));
    const pixels = reader.cutRegion(frame, widthPx, heightPx, region, sizePx);
    const rough = mapLandmarks(landmarks, (point) => pointInRegion(point, region));
    return recognizer.look(pixels, rough, nativePx / sizePx);
  });
  return (await Promise.all(looks)).length;
}

/** The site has the random FaceNets with a card for each form. */
async function cardOf(name: NetworkName): Promise<{ card: unknown; file: string }> {
  if (name === 'nametag') return { card: embedderCard, file: address(`models/${embedderCard.file}`) };
  const card = (await (await fetch(`/random/${name}.json`)).json()) as { file: string };
  return { card, file: address(`random/${card.file}`) };
}

export function address(path: string): string {
  return new URL(`/${path}`, location.href).href;
}
