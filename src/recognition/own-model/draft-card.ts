/**
 * @file A model card for a network that the person brought. The file says only shapes and names; what pictures it was
 * trained on follows from them by what is usual, and the card says so.
 */
import { cleanName } from '../../core/gallery/anchor.ts';
import { chordOf } from '../../core/embedding/metric.ts';
import { ownModelId } from '../../core/own-model/own-model-id.ts';
import { parseEmbedderCard, type EmbedderCard } from '../model-card.ts';
import type { PictureInput } from './graph-facts.ts';

export interface FileOnDisk {
  /** As the person's file was called. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface NetworkFacts {
  readonly input: PictureInput;
  readonly output: { readonly name: string; readonly dimension: number };
}

/** By similarity; a card has them as distances as well. */
export interface Similarities {
  readonly minSimilarity: number;
  readonly strictMinSimilarity: number;
  readonly lenientMinSimilarity: number;
}

type Place = readonly [x: number, y: number];

/** In pixels of a crop of `sidePx`. */
interface Template {
  readonly sidePx: number;
  readonly rightEye: Place;
  readonly leftEye: Place;
  /** Without it, the eyes alone decide. */
  readonly below?: Readonly<Record<'noseTip' | 'rightMouthCorner' | 'leftMouthCorner', Place>>;
}

interface Preset {
  readonly preprocessing: EmbedderCard['preprocessing'];
  readonly template: Template;
  readonly cosine: Similarities;
  /** Where they are not simply the distances of `cosine`. */
  readonly euclidean?: Omit<EmbedderCard['thresholds']['euclidean'], 'reason'>;
  readonly reason: string;
}

/** `(x - 127.5) / 128`, as most face networks since ArcFace. */
const TO_ONE = {
  kind: 'mean-and-scale',
  mean: [127.5, 127.5, 127.5],
  scale: 0.0078125,
} as const satisfies EmbedderCard['preprocessing'];
/** As `models/facenet-128.json`. */
const FACENET_EYES: Template = { sidePx: 160, rightEye: [54, 62], leftEye: [106, 62] };
/** As `models/faceplugin.json`. Source: insightface `python-package/insightface/utils/face_align.py`, `arcface_dst`. */
const ARCFACE_POINTS: Template = {
  sidePx: 112,
  rightEye: [38.29, 51.7],
  leftEye: [73.53, 51.5],
  below: { noseTip: [56.03, 71.74], rightMouthCorner: [41.55, 92.37], leftMouthCorner: [70.73, 92.2] },
};

/** Source: deepface `verification.py`: for FaceNet's weights a cosine distance of 0.40 and an L2 distance of 0.80. */
const DEEPFACE = {
  cosine: { minSimilarity: 0.68, strictMinSimilarity: 0.76, lenientMinSimilarity: 0.6 },
  euclidean: { maxDistance: 0.8, strictMaxDistance: 0.693, lenientMaxDistance: 0.894 },
  reason:
    'Published for FaceNet by deepface, not measured here: a cosine distance of 0.40 and an L2 distance of 0.80, which is similarity 0.68; the stricter one is taken.',
} as const;

const FACENET: Preset = { preprocessing: { kind: 'prewhitening' }, template: FACENET_EYES, ...DEEPFACE };
const FACENET_PYTORCH: Preset = { preprocessing: TO_ONE, template: FACENET_EYES, ...DEEPFACE };
const ARCFACE: Preset = {
  preprocessing: TO_ONE,
  template: ARCFACE_POINTS,
  cosine: { minSimilarity: 0.45, strictMinSimilarity: 0.55, lenientMinSimilarity: 0.38 },
  reason: 'Usual for networks of 112 x 112 pixels that were trained as ArcFace; not measured here.',
};
const ANY: Preset = {
  preprocessing: TO_ONE,
  template: FACENET_EYES,
  cosine: { minSimilarity: 0.6, strictMinSimilarity: 0.7, lenientMinSimilarity: 0.5 },
  reason: 'A cautious guess: nothing is known of this network but the shape of its input.',
};

/** @throws ModelCardError when the facts do not make a card. */
export function draftCard(
  { name, bytes, sha256 }: FileOnDisk,
  { input, output }: NetworkFacts,
): EmbedderCard {
  const preset = presetFor(input, output.name);
  const id = ownModelId(sha256);
  return parseEmbedderCard({
    id,
    kind: 'embedder',
    title: titleFrom(name),
    file: `${id}.onnx`,
    bytes,
    sha256,
    input: {
      name: input.name,
      layout: input.layout,
      colorOrder: 'RGB',
      width: input.width,
      height: input.height,
    },
    output: { ...output, isNormalized: true },
    preprocessing: preset.preprocessing,
    crop: cropOf(preset.template, input),
    isMirrorAveraged: false,
    metric: 'cosine',
    thresholds: {
      cosine: { ...preset.cosine, reason: preset.reason },
      euclidean: { ...(preset.euclidean ?? distancesOf(preset.cosine)), reason: preset.reason },
    },
    origin: { kind: 'own-file', file: cleanName(name) === '' ? 'a file without a name' : cleanName(name) },
    licence: { package: 'not stated', weights: 'not stated' },
  });
}

function cropOf(
  { sidePx, rightEye, leftEye, below }: Template,
  { width, height }: PictureInput,
): EmbedderCard['crop'] {
  const place = ([x, y]: Place): [number, number] => [
    round((x * width) / sidePx),
    round((y * height) / sidePx),
  ];
  const eyes = { rightEye: place(rightEye), leftEye: place(leftEye) };
  if (below === undefined) return { kind: 'eyes', ...eyes };
  return {
    kind: 'points',
    ...eyes,
    noseTip: place(below.noseTip),
    rightMouthCorner: place(below.rightMouthCorner),
    leftMouthCorner: place(below.leftMouthCorner),
  };
}

/** On unit vectors, which every drafted card makes, a similarity is a distance. */
export function distancesOf(cosine: Similarities): NonNullable<Preset['euclidean']> {
  return {
    maxDistance: chordOf(cosine.minSimilarity),
    strictMaxDistance: chordOf(cosine.strictMinSimilarity),
    lenientMaxDistance: chordOf(cosine.lenientMinSimilarity),
  };
}

function presetFor({ name, layout, width, height }: PictureInput, outputName: string): Preset {
  if (width === 112 && height === 112) return ARCFACE;
  if (width !== 160 || height !== 160) return ANY;
  // NHWC: TensorFlow's, as FaceNet is; image and embedding: as `npm run models:facenet` writes it.
  const isFacenet =
    layout === 'NHWC' || name === 'image_input' || (name === 'image' && outputName === 'embedding');
  return isFacenet ? FACENET : FACENET_PYTORCH;
}

function titleFrom(fileName: string): string {
  const stem = cleanName(fileName.replace(/\.[a-z0-9]{1,8}$/iu, ''));
  return stem === '' ? 'Own model' : stem;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
