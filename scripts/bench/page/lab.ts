/** @file The page in which single frames and single networks are measured, everybody on the same canvas. */
import { clipOf, stillFrame, type ClipWish, type FaceCount } from '../film/clips.ts';
import { STILL_SIZE as FRAME } from '../film/placement.ts';
import type { SystemFacts } from '../result/result.ts';
import { blobToBase64 } from '../../eval-video/page/base64.ts';
import { writeClip } from './clip-writer.ts';
import { drawFrame, makeCanvas, readPixels } from './drawing.ts';
import {
  NETWORKS,
  openNetwork,
  openProductDetector,
  recognizeFrame,
  type NetworkName,
  type OpenNetwork,
} from './nametag.ts';
import { openFloorDetector, type FloorDetector, type FloorName } from './floor-detectors.ts';
import { drawPortrait } from './portraits.ts';
import type { FramedRival } from './rival-frame.ts';
import { RIVALS, type RivalName } from './rival.ts';

export type SystemName = NetworkName | RivalName;

export interface TimedRun {
  readonly ms: number;
  /** Faces. */
  readonly found: number;
}

export interface BenchLab {
  open(): Promise<Readonly<Record<SystemName, SystemFacts>>>;
  show(count: FaceCount): Promise<void>;
  /** The frame that is shown, everything anew. */
  run(name: SystemName): Promise<TimedRun>;
  /** One bare run of a detector on what is shown, `widthPx` wide. */
  detect(widthPx: number, name: FloorName): Promise<TimedRun>;
  /** One bare look of the embedder. */
  embed(name: NetworkName): Promise<TimedRun>;
  /** A WebM file's content, in base64. */
  clip(wish: ClipWish): Promise<string>;
  /** A PNG file's content, in base64. */
  portrait(person: string): Promise<string>;
}

declare global {
  var benchLab: BenchLab;
}

const { canvas, context } = makeCanvas(FRAME);
document.body.append(canvas);
const floor = new Map<FloorName, FloorDetector>();
const networks = new Map<string, OpenNetwork>();
const rivals = new Map<string, FramedRival>();

/** Sixteen faces are too small for the detector in the whole frame. */
let hasSmallFaces = false;

globalThis.benchLab = { open, show, run, detect, embed, clip, portrait };

async function open(): Promise<Record<SystemName, SystemFacts>> {
  const facts: Partial<Record<SystemName, SystemFacts>> = {};
  const detector = await openProductDetector();
  for (const name of ['nametag', 'mediapipe'] as const) floor.set(name, await openFloorDetector(name));
  for (const name of NETWORKS) {
    const network = await openNetwork(name, detector);
    networks.set(name, network);
    const { threads } = network.embedder;
    facts[name] = {
      backend: 'wasm',
      hasSimd: true,
      hasThreads: crossOriginIsolated,
      threads,
      models: `face_detection_full_range_sparse, ${name}`,
    };
  }
  for (const name of RIVALS) {
    const rival = await openInFrame(name);
    rivals.set(name, rival);
    facts[name] = rival.facts;
  }
  // Every network is in it.
  return facts as Record<SystemName, SystemFacts>;
}

async function openInFrame(name: RivalName): Promise<FramedRival> {
  const frame = document.createElement('iframe');
  frame.src = '/rival.html';
  const loaded = new Promise((resolve) => {
    frame.addEventListener('load', resolve, { once: true });
  });
  document.body.append(frame);
  await loaded;
  const inside = frame.contentWindow as (Window & typeof globalThis) | null;
  if (inside?.openBenchRival === undefined) throw new Error('The frame of a peer did not load.');
  return inside.openBenchRival(name);
}

async function show(count: FaceCount): Promise<void> {
  hasSmallFaces = count === 16;
  await drawFrame(context, stillFrame(count), FRAME);
  for (const rival of rivals.values()) await rival.show(count);
}

async function run(name: SystemName): Promise<TimedRun> {
  const startMs = performance.now();
  const found = await recognize(name);
  return { ms: performance.now() - startMs, found };
}

function recognize(name: SystemName): Promise<number> {
  const rival = rivals.get(name);
  if (rival !== undefined) return rival.recognize();
  const network = networks.get(name);
  if (network === undefined) throw new Error(`${name} is not open.`);
  return recognizeFrame(canvas, FRAME, network.recognizer, hasSmallFaces);
}

async function detect(widthPx: number, name: FloorName): Promise<TimedRun> {
  const size = { widthPx, heightPx: Math.round((widthPx * 9) / 16) };
  const small = makeCanvas(size).context;
  small.drawImage(canvas, 0, 0, size.widthPx, size.heightPx);
  const pixels = readPixels(small, size.widthPx, size.heightPx);
  const detector = floor.get(name);
  if (detector === undefined) throw new Error('The detector is not open.');
  const { durationMs, found } = await detector(pixels);
  return { ms: durationMs, found };
}

/** The widest face of the canvas is not asked for: the same landmarks in every region cost the same. */
async function embed(name: NetworkName): Promise<TimedRun> {
  const embedder = networks.get(name)?.embedder;
  if (embedder === undefined) throw new Error(`${name} is not open.`);
  const region = readPixels(context, REGION_PX, REGION_PX);
  const { durationMs } = await embedder.look(region, LANDMARKS, 1);
  return { ms: durationMs, found: 1 };
}

const REGION_PX = 224;
const LANDMARKS = {
  rightEye: { x: 0.4, y: 0.45 },
  leftEye: { x: 0.6, y: 0.45 },
  noseTip: { x: 0.5, y: 0.55 },
  mouthCenter: { x: 0.5, y: 0.65 },
  rightEarTragion: { x: 0.3, y: 0.5 },
  leftEarTragion: { x: 0.7, y: 0.5 },
};

async function clip(wish: ClipWish): Promise<string> {
  return blobToBase64(new Blob([await writeClip(clipOf(wish))]));
}

async function portrait(person: string): Promise<string> {
  const drawn = await drawPortrait(person);
  const blob = await new Promise<Blob | null>((resolve) => {
    drawn.toBlob(resolve);
  });
  return blob === null ? '' : blobToBase64(blob);
}
