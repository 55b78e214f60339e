/** @file The embedder's worker: finds a face's landmarks again, aligns, judges and embeds it, embeds stored samples, and writes crops for storage. */
import * as Comlink from 'comlink';
import { SAMPLE_CROP, alignFace } from '../../core/alignment/align-face.ts';
import { cropFace, type FacePlace } from '../../core/alignment/crop-face.ts';
import { FaultError } from '../../core/errors/fault.ts';
import type { FaceLandmarks } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { release } from '../../core/image/release.ts';
import type { Warp } from '../../core/image/warp.ts';
import { poseOf, type FacePose } from '../../core/quality/face-pose.ts';
import { assessFace, weaknessOf, type Weakness } from '../../core/quality/face-quality.ts';
import { openKernels } from '../adapters/kernel-files.ts';
import { joinKernelNetwork, openKernelNetwork, type KernelNetwork } from '../adapters/kernel-network.ts';
import { openOnnxNetwork } from '../adapters/onnx-network.ts';
import { createWarp } from '../kernels/kernel-warp.ts';
import { parseEmbedderCard, type EmbedderCard } from '../model-card.ts';
import { embedderOf, type OpenNetwork } from '../network-embedder.ts';
import type { FaceEmbedder } from '../ports.ts';
import { decodeCrop, encodeCrop } from './encode-crop.ts';
import { placeInPixels, placeInSample } from './face-place.ts';
import { openLandmarkFinder, type LandmarkFinder, type LandmarkSetup } from './landmark-finder.ts';
import { readModel, type ModelSource } from './model-file.ts';
import { outcomeOf, type Outcome } from './outcome.ts';

export interface EmbedderSetup {
  readonly card: unknown;
  readonly source: ModelSource;
  /** Folder of the runtimes' folders, with a trailing slash. */
  readonly wasmBase: string;
  readonly threads: number;
  readonly landmarks: LandmarkSetup;
  /** Where another worker, which has this network open, shares it: then nothing is read. */
  readonly shared?: MessagePort;
}

/** One face, looked at closely. */
export interface FaceLook {
  /** Which network made the embedding. */
  readonly modelId: string;
  readonly embedding: Float32Array;
  /** The face crop with margin, `SAMPLE_CROP`. */
  readonly crop: Pixels;
  /** 0..1 */
  readonly quality: number;
  /** Whether something lies over nose or mouth, such as a mask or a hand. */
  readonly isCovered: boolean;
  /** Why it is of no use; missing where it is. */
  readonly weakness?: Weakness;
  readonly pose?: FacePose;
  /** Mean luma of the crop, 0..255. */
  readonly luma?: number;
  /** Between the eyes, in pixels of the picture that the region was cut from. */
  readonly eyesPx?: number;
}

interface Opened {
  readonly embedder: FaceEmbedder;
  readonly card: EmbedderCard;
  readonly findLandmarks: LandmarkFinder;
  readonly warp: Warp;
  readonly network: OpenNetwork | KernelNetwork;
}

let open: Opened | undefined;

const api = {
  open: (setup: EmbedderSetup): Promise<Outcome<{ threads: number }>> =>
    outcomeOf(async () => {
      const card = parseEmbedderCard(setup.card);
      const [kernels, network] = await Promise.all([
        openKernels(`${setup.wasmBase}kernels/`),
        openNetwork(setup, card),
      ]);
      const warp = createWarp(kernels);
      const findLandmarks = await openLandmarkFinder(setup.landmarks, kernels, warp);
      open = { embedder: await embedderOf(network, card), card, network, findLandmarks, warp };
      return { threads: open.embedder.threads };
    }),

  /** Hands this network to the worker at the other end of `channel`. @returns whether it can. */
  share: (channel: MessagePort): Promise<Outcome<boolean>> =>
    outcomeOf(() => {
      const { network } = opened();
      return Promise.resolve('share' in network && network.share(channel));
    }),

  /**
   * @param rough the landmarks of the first, coarse detection, normalised to `region`
   * @param sourceScale source pixels for one pixel of `region`; below 1 where the region was enlarged
   */
  look: async (
    region: Pixels,
    rough: FaceLandmarks,
    sourceScale: number,
  ): Promise<Outcome<{ look: FaceLook; refineMs: number }>> => {
    const outcome = await outcomeOf(async () => {
      const startMs = performance.now();
      const face = opened().findLandmarks(region, rough);
      const refineMs = performance.now() - startMs;
      const { landmarks, place } = placeInPixels(face, region);
      const { rightEye, leftEye } = landmarks;
      const crop = alignFace(region, place, SAMPLE_CROP, 'points', opened().warp);
      const quality = assessFace(crop, landmarks, sourceScale, face.visibility);
      const embedding = await embed(region, place);
      const weakness = weaknessOf(quality);
      const look = {
        modelId: opened().card.id,
        embedding,
        crop,
        quality: quality.overall,
        isCovered: face.visibility > 0 && face.visibility < 1,
        ...(weakness === undefined ? {} : { weakness }),
        pose: poseOf(landmarks),
        luma: quality.luma,
        eyesPx: Math.hypot(leftEye.x - rightEye.x, leftEye.y - rightEye.y) * sourceScale,
      };
      return { look, refineMs };
    });
    release(region.data);
    return outcome.ok ? Comlink.transfer(outcome, [outcome.value.look.crop.data.buffer]) : outcome;
  },

  /**
   * The embedding of a stored sample, from its crop as a data URL. The landmarks are found again there: they are not kept with
   * a sample, and earlier versions aligned samples by the eyes alone.
   */
  embedSample: (cropUrl: string): Promise<Outcome<Float32Array>> =>
    outcomeOf(async () => {
      const crop = await decodeCrop(cropUrl);
      return embed(crop, placeInSample(crop, opened().findLandmarks));
    }),

  encode: (crop: Pixels): Promise<Outcome<string>> => outcomeOf(() => encodeCrop(crop)),
};

export type EmbedderWorkerApi = typeof api;

Comlink.expose(api);

async function openNetwork(
  { shared, source, wasmBase, threads }: EmbedderSetup,
  card: EmbedderCard,
): Promise<OpenNetwork | KernelNetwork> {
  const { network } = card;
  // Only these share.
  if (network !== undefined && shared !== undefined) return joinKernelNetwork(network, shared);
  const model = await readModel(source, card.sha256);
  return network === undefined
    ? openOnnxNetwork(model, card, { wasmBase: `${wasmBase}onnxruntime/`, threads })
    : openKernelNetwork(network, model, `${wasmBase}kernels/`);
}

function opened(): Opened {
  if (open === undefined) throw new FaultError('recognizer-failed', 'embedder is not open');
  return open;
}

async function embed(pixels: Pixels, place: FacePlace): Promise<Float32Array> {
  const { card, embedder, warp } = opened();
  const size = { widthPx: card.input.width, heightPx: card.input.height };
  const crop = cropFace(pixels, place, card.crop, size, warp);
  const embedding = await embedder.embed(crop);
  release(crop.data);
  return embedding;
}
