/** @file The messages of the port between the extension's own pages (popup, Studio, settings) and the offscreen document. */
import * as v from 'valibot';
import type { Work } from '../core/pace/work.ts';
import { WEAKNESSES } from '../core/quality/face-quality.ts';
import {
  boundingBoxSchema,
  counter,
  durationMs,
  embeddingSchema,
  faultSchema,
  fraction,
  key,
  listOf,
  pixelsSchema,
  siteOrigin,
  verdictSchema,
} from './schemas.ts';
import { DOCTOR_ANSWERS, DOCTOR_REQUESTS } from './doctor-messages.ts';
import { CORRECTION_ANSWERS, CORRECTION_REQUESTS } from './correction-messages.ts';
import { GROUP_ANSWERS, GROUP_REQUESTS } from './group-messages.ts';
import { ENROLL_ANSWERS, ENROLL_REQUESTS } from './enroll-messages.ts';
import {
  MODEL_ANSWERS,
  MODEL_REQUESTS,
  changeoverSchema,
  engineSchema,
  paceSchema,
  unreadableSchema,
} from './model-messages.ts';
import { STRICTNESS_ANSWERS, STRICTNESS_REQUESTS } from './strictness-messages.ts';
import { TILE_ANSWERS, TILE_REQUESTS } from './tile-messages.ts';
import { PICTURE_KINDS, VIDEO_STATES } from './video-port.ts';

export const PANEL_PORT = 'nametag/panel';

/** How often the status of a watched tab is sent. */
export const STATUS_INTERVAL_MS = 400;

export const toRecognizerFromPanelSchema = v.variant('type', [
  /** From now on, send the status of this tab, at once and every `STATUS_INTERVAL_MS`. */
  v.strictObject({ type: v.literal('watchTab'), tabId: counter }),
  /** Find the faces of a picture; answered by `picture` or `refused`. The recognizer keeps the last picture of the panel. */
  v.strictObject({ type: v.literal('inspectPicture'), request: counter, pixels: pixelsSchema }),
  /** Try to load the models again after a fault. */
  v.strictObject({ type: v.literal('restart') }),
  ...ENROLL_REQUESTS,
  ...MODEL_REQUESTS,
  ...DOCTOR_REQUESTS,
  ...CORRECTION_REQUESTS,
  ...STRICTNESS_REQUESTS,
  ...TILE_REQUESTS,
  ...GROUP_REQUESTS,
]);
export type ToRecognizerFromPanel = v.InferOutput<typeof toRecognizerFromPanelSchema>;

/** Why a face bears no name: its best look is of no use, or nobody fits. */
export const NAMELESS_REASONS = [
  ...WEAKNESSES,
  'looking',
  'nobody-saved',
  'stranger',
  'between-two',
  'unsure',
  'never-named',
  'name-taken',
] as const;
export type NamelessReason = (typeof NAMELESS_REASONS)[number];

const faceStatusSchema = v.strictObject({
  /** Names the face until it leaves; unique over all tabs. */
  face: key,
  verdict: verdictSchema,
  /** Where it is in its video's picture, normalised. */
  box: boundingBoxSchema,
  /** The face crop with margin, square; missing until the first good look. */
  crop: v.exactOptional(pixelsSchema),
  /** 0..1 of the crop. */
  quality: fraction,
  /** Good looks behind the verdict. */
  looks: counter,
  /** Missing for a face that is named. */
  nameless: v.exactOptional(v.picklist(NAMELESS_REASONS)),
});
export type FaceStatus = v.InferOutput<typeof faceStatusSchema>;

/** What recognition has done, and what each part of it took, in milliseconds. */
const workSchema = v.strictObject({
  /** Frames whose faces were found; a part of a picture counts as one. */
  frames: counter,
  /** Of these, those that the detector did not see: their faces were followed from the frame before. */
  followed: counter,
  /** Closer looks that were answered. */
  looks: counter,
  /** The pages' main threads: sampling, cutting regions, drawing. */
  pageMs: durationMs,
  /** In the detector, for frames. */
  detectMs: durationMs,
  /** In the detector, for closer looks. */
  refineMs: durationMs,
  embedMs: durationMs,
  /** The recognizer's main thread: tracking, matching, messages. */
  ownMs: durationMs,
  /** Frames, from their arrival until the detector began with them. */
  queueMs: durationMs,
}) satisfies v.GenericSchema<Work>;

export const tabStatusSchema = v.strictObject({
  tabId: counter,
  engine: engineSchema,
  /** While another model is being made ready, or the one in `engine` reads the photos that only a former one knew. */
  changeover: v.exactOptional(changeoverSchema),
  /** Missing when every saved photo can be read. */
  unreadable: v.exactOptional(unreadableSchema),
  /** Whether a content script (or Studio) of this tab is connected. */
  isConnected: v.boolean(),
  videos: listOf(
    v.strictObject({
      kind: v.picklist(PICTURE_KINDS),
      state: v.picklist(VIDEO_STATES),
      widthPx: counter,
      heightPx: counter,
      faces: counter,
    }),
  ),
  /** Origins of embedded frames in which Nametag does not run. */
  embedded: listOf(siteOrigin),
  faces: listOf(faceStatusSchema),
  /** Answered frames a second over all videos of the tab, last seconds. */
  boxesPerSecond: durationMs,
  /** Medians of the last 30 frames; null where nothing has been measured yet. */
  stages: v.strictObject({
    pageMs: v.nullable(durationMs),
    detectMs: v.nullable(durationMs),
    embedMs: v.nullable(durationMs),
  }),
  /** Of all tabs together, since the recognizer's document opened: the difference of two statuses tells of the time between. */
  work: workSchema,
  pace: paceSchema,
});
export type TabStatus = v.InferOutput<typeof tabStatusSchema>;
export type EngineStatus = TabStatus['engine'];

const pictureFaceSchema = v.strictObject({
  /** Index for `enrollPictureFace`. */
  face: counter,
  box: boundingBoxSchema,
  crop: pixelsSchema,
  verdict: verdictSchema,
  quality: fraction,
  /** What the network gave: `npm run eval` measures with it. */
  embedding: embeddingSchema,
});
export type PictureFace = v.InferOutput<typeof pictureFaceSchema>;

export const toPanelSchema = v.variant('type', [
  v.strictObject({ type: v.literal('tab'), status: tabStatusSchema }),
  v.strictObject({ type: v.literal('refused'), request: counter, fault: faultSchema }),
  v.strictObject({ type: v.literal('picture'), request: counter, faces: listOf(pictureFaceSchema) }),
  ...ENROLL_ANSWERS,
  ...MODEL_ANSWERS,
  ...DOCTOR_ANSWERS,
  ...CORRECTION_ANSWERS,
  ...STRICTNESS_ANSWERS,
  ...TILE_ANSWERS,
  ...GROUP_ANSWERS,
]);
export type ToPanel = v.InferOutput<typeof toPanelSchema>;
