/** @file The embedder's worker: finds a face's landmarks again, aligns, judges and embeds it, embeds stored samples, and writes crops for storage. */
import * as Comlink from 'comlink';
import { SAMPLE_CROP, alignFace } from '../../core/alignment/align-face.ts';
import { cropFace, type FacePlace } from '../../core/alignment/crop-face.ts';
import { FaultError } from '../../core/errors/fault.ts';
import type { KernelUse } from '../../core/errors/kernel-lack.ts';
import type { FaceLandmarks } from '../../core/geometry/landmarks.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { release } from '../../core/image/release.ts';
import type { Warp } from '../../core/image/warp.ts';
import { poseOf, type FacePose } from '../../core/quality/face-pose.ts';
import { assessFace, weaknessOf, type Weakness } from '../../core/quality/face-quality.ts';
import { parseEmbedderCard, type EmbedderCard } from '../model-card.ts';
import { decodeCrop, encodeCrop } from './encode-crop.ts';
import { waysToEmbed, waysToSee, type EmbedderSetup, type EmbedderTool, type Eye } from './embedder-ways.ts';
import { placeInPixels, placeInSample } from './face-place.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { WithFallback } from './with-fallback.ts';

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
  readonly card: EmbedderCard;
  readonly eye: WithFallback<Eye>;
  readonly network: WithFallback<EmbedderTool>;
}

export interface EmbedderFacts {
  readonly threads: number;
  readonly kernels: KernelUse;
}

let open: Opened | undefined;

const api = {
  open: (setup: EmbedderSetup): Promise<Outcome<EmbedderFacts>> =>
    outcomeOf(async () => {
      const card = parseEmbedderCard(setup.card);
      const [eye, network] = await Promise.all([
        WithFallback.open(waysToSee(setup)),
        WithFallback.open(waysToEmbed(setup, card)),
      ]);
      open = { card, eye, network };
      return facts();
    }),

  /** Hands this network to the worker at the other end of `channel`. @returns whether it can. */
  share: (channel: MessagePort): Promise<Outcome<boolean>> =>
    outcomeOf(() => {
      return opened().network.use(({ share }) => Promise.resolve(share?.(channel) ?? false));
    }),

  /**
   * @param rough the landmarks of the first, coarse detection, normalised to `region`
   * @param sourceScale source pixels for one pixel of `region`; below 1 where the region was enlarged
   */
  look: async (
    region: Pixels,
    rough: FaceLandmarks,
    sourceScale: number,
  ): Promise<Outcome<{ look: FaceLook; refineMs: number; facts: EmbedderFacts }>> => {
    const outcome = await outcomeOf(async () => {
      const startMs = performance.now();
      const { face, refineMs, crop, input } = await opened().eye.use(async ({ findLandmarks, warp }) => {
        const face = placeInPixels(await findLandmarks(region, rough), region);
        const refineMs = performance.now() - startMs;
        const crop = alignFace(region, face.place, SAMPLE_CROP, 'points', warp);
        return { face, refineMs, crop, input: inputOf(region, face.place, warp) };
      });
      const { landmarks, visibility } = face;
      const { rightEye, leftEye } = landmarks;
      const quality = assessFace(crop, landmarks, sourceScale, visibility);
      const embedding = await embed(input);
      const weakness = weaknessOf(quality);
      const look = {
        modelId: opened().card.id,
        embedding,
        crop,
        quality: quality.overall,
        isCovered: visibility > 0 && visibility < 1,
        ...(weakness === undefined ? {} : { weakness }),
        pose: poseOf(landmarks),
        luma: quality.luma,
        eyesPx: Math.hypot(leftEye.x - rightEye.x, leftEye.y - rightEye.y) * sourceScale,
      };
      return { look, refineMs, facts: facts() };
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
      const input = await opened().eye.use(async ({ findLandmarks, warp }) =>
        inputOf(crop, await placeInSample(crop, findLandmarks), warp),
      );
      return embed(input);
    }),

  encode: (crop: Pixels): Promise<Outcome<string>> => outcomeOf(() => encodeCrop(crop)),
};

export type EmbedderWorkerApi = typeof api;

Comlink.expose(api);

function opened(): Opened {
  if (open === undefined) throw new FaultError('recognizer-failed', 'embedder is not open');
  return open;
}

function facts(): EmbedderFacts {
  const { eye, network } = opened();
  const { threads } = network.tool.embedder;
  // The kernels find a face's points whatever compares faces: where they cannot, that is told first.
  return { threads, kernels: eye.kernels === 'used' ? network.kernels : eye.kernels };
}

/** What the network gets to see of a face. */
function inputOf(pixels: Pixels, place: FacePlace, warpWith: Warp): Pixels {
  const { input, crop } = opened().card;
  return cropFace(pixels, place, crop, { widthPx: input.width, heightPx: input.height }, warpWith);
}

async function embed(input: Pixels): Promise<Float32Array> {
  const embedding = await opened().network.use(({ embedder }) => embedder.embed(input));
  release(input.data);
  return embedding;
}
