/**
 * @file What is built: one recipe per model card, from the source package to the bytes of the model file.
 */
import path from 'node:path';
import {
  parseDetectorCard,
  parseEmbedderCard,
  parseLandmarkerCard,
  parseSegmenterCard,
  type DetectorCard,
  type EmbedderCard,
  type LandmarkerCard,
  type NpmOrigin,
  type NpmTarballOrigin,
  type SegmenterCard,
  ModelCardError,
} from '../../src/recognition/model-card.ts';
import { createCompactNetwork } from './compact-network.ts';
import { encodeOnnx } from './onnx-file.ts';
import { cutPackedFile } from './packed-assets.ts';
import { parseWeightsManifest, readWeights } from './quantized-weights.ts';
import type { SourcePackage } from './source-package.ts';
import { addImageMetadata } from './tflite-metadata.ts';

export type BuiltCard = DetectorCard | SegmenterCard | LandmarkerCard | EmbedderCard;

/** The steps for the model of one card. */
export interface Recipe<Card extends BuiltCard = BuiltCard> {
  readonly card: Card;
  readonly origin: NpmOrigin | NpmTarballOrigin;
  readonly build: (source: SourcePackage) => Promise<Uint8Array>;
}

/** A card's file name in `models/`, and how its content becomes a recipe. */
export const RECIPES: readonly (readonly [cardFile: string, createRecipe: (card: unknown) => Recipe])[] = [
  ['detector-full-range.json', (card) => createLiteRecipe(parseDetectorCard(card))],
  ['segmenter.json', (card) => createLiteRecipe(parseSegmenterCard(card))],
  ['landmarks.json', createMeshRecipe],
  ['faceplugin.json', createOnnxRecipe],
];

/**
 * Networks that the package does not hold: dlib's was the default before and is kept to measure against. Built on request.
 */
export const ORACLE_RECIPES: typeof RECIPES = [['oracles/compact.json', createCompactRecipe]];

function createLiteRecipe<Card extends DetectorCard | SegmenterCard>(card: Card): Recipe<Card> {
  return {
    card,
    origin: card.origin,
    build: async (source) => addImageMetadata(await source.read(card.origin.path), card.input.normalization),
  };
}

/** A network that its package ships as the product uses it. */
function createOnnxRecipe(value: unknown): Recipe<EmbedderCard> {
  const card = parseEmbedderCard(value);
  const { origin } = card;
  if (origin.kind !== 'npm-tarball')
    throw new ModelCardError(`Model card "${card.id}" names no npm tarball.`);
  return { card, origin, build: (source) => source.read(origin.path) };
}

/** As the package packs it, beside other networks. */
const MESH_FILE = 'face_landmark.tflite';

function createMeshRecipe(value: unknown): Recipe<LandmarkerCard> {
  const card = parseLandmarkerCard(value);
  const { origin } = card;
  const { dir, name } = path.posix.parse(origin.path);
  const loaderPath = path.posix.join(dir, `${name}_loader.js`);
  return {
    card,
    origin,
    build: async (source) => {
      const loader = new TextDecoder().decode(await source.read(loaderPath));
      return cutPackedFile(loader, await source.read(origin.path), MESH_FILE);
    },
  };
}

function createCompactRecipe(value: unknown): Recipe<EmbedderCard> {
  const card = parseEmbedderCard(value);
  const { origin } = card;
  if (origin.kind !== 'npm') throw new ModelCardError('Model card "compact" names no npm package.');
  return {
    card,
    origin,
    build: async (source) => {
      const manifestText = new TextDecoder().decode(await source.read(origin.path));
      const manifest = parseWeightsManifest(JSON.parse(manifestText));
      const weightsPath = path.posix.join(path.posix.dirname(origin.path), manifest.path);
      const weights = readWeights(manifest, await source.read(weightsPath));
      return encodeOnnx(
        createCompactNetwork(weights, {
          inputName: card.input.name,
          inputSize: card.input.width,
          outputName: card.output.name,
          dimension: card.output.dimension,
        }),
      );
    },
  };
}
