/**
 * @file The messages of the port between whoever shows a video (content script, Studio) and the offscreen document.
 * One port a document, many videos on it. [Note: Latest frame wins] A video has at most one frame in flight: the next one
 * is sampled when the answer is there, answers carry the frame's `seq`, and older ones are dropped. Nothing queues up.
 */
import * as v from 'valibot';
import type { SampleWish } from '../core/pace/sample-wish.ts';
import {
  boundingBoxSchema,
  counter,
  durationMs,
  faultSchema,
  key,
  listOf,
  nearPictureBoxSchema,
  pixelsSchema,
  pointSchema,
  siteOrigin,
  verdictSchema,
  yuvPixelsSchema,
} from './schemas.ts';
import { TILE_QUESTIONS, TILE_READINGS } from './tile-messages.ts';

export const VIDEO_PORT = 'nametag/video';

/** Why a video is, or is not, being sampled. */
export const VIDEO_STATES = [
  'watching',
  'waiting',
  'paused',
  'hidden',
  'too-small',
  'tainted',
  'protected',
] as const;
export type VideoState = (typeof VIDEO_STATES)[number];

/** What a document shows: the videos of a page, or one of Studio's sources. */
export const VIEWER_SOURCES = ['tab', 'webcam', 'screen', 'file'] as const;
export type ViewerSource = (typeof VIEWER_SOURCES)[number];

/** Pages draw moving pictures into canvases too, as Zoom's web client does. */
export const PICTURE_KINDS = ['video', 'canvas'] as const;
export type PictureKind = (typeof PICTURE_KINDS)[number];

/** Screens and cameras have up to 8192 px; canvases of four times that are still pictures. */
export const MAX_PICTURE_SIDE_PX = 32_768;
/** Between two frames, sampling a video costs milliseconds. A page that was suspended may say more; this is a lot. */
export const MAX_PAGE_MS = 10_000;
const pictureSidePx = v.pipe(counter, v.maxValue(MAX_PICTURE_SIDE_PX));
const pageMs = v.pipe(durationMs, v.maxValue(MAX_PAGE_MS));
const framePixelsSchema = v.union([yuvPixelsSchema, pixelsSchema]);

/** What content scripts and pages say alike; `toRecognizerSchema` has the whole. */
export const PICTURES = [
  /** Origins of the frames embedded in this document in which Nametag does not run, as `location.origin` has them. */
  v.strictObject({ type: v.literal('embedded'), origins: listOf(siteOrigin) }),
  v.strictObject({
    type: v.literal('video'),
    video: counter,
    kind: v.picklist(PICTURE_KINDS),
    state: v.picklist(VIDEO_STATES),
    widthPx: pictureSidePx,
    heightPx: pictureSidePx,
  }),
  v.strictObject({ type: v.literal('closed'), video: counter }),
] as const;

/**
 * A small frame for detection: the part `view` of the picture. `pictureWidthPx` and `pictureHeightPx` are the whole source's
 * own size.
 */
export const FRAME = {
  type: v.literal('frame'),
  video: counter,
  seq: counter,
  view: nearPictureBoxSchema,
  /** As the page has them; see core/image/yuv.ts. */
  pixels: framePixelsSchema,
  pictureWidthPx: pictureSidePx,
  pictureHeightPx: pictureSidePx,
  /** What sampling and drawing cost the page's main thread since the previous frame. */
  pageMs,
};

/** Native-resolution pixels of a region that the recognizer asked for, cut from the frame `seq`. */
export const REGION = {
  type: v.literal('region'),
  video: counter,
  seq: counter,
  track: counter,
  region: nearPictureBoxSchema,
  pixels: pixelsSchema,
};

/**
 * The label of this face was clicked: the extension opens a surface of its own about it. A page can ask for no more: what is
 * said of a face is said there.
 */
export const OPEN_FACE = { type: v.literal('openFace'), video: counter, track: counter };

/** From the extension's own pages. */
export const toRecognizerSchema = v.variant('type', [
  /** The document is there, with whatever videos it has; keeps the tab's status honest when there are none. */
  v.strictObject({ type: v.literal('hello'), source: v.picklist(VIEWER_SOURCES) }),
  ...PICTURES,
  v.strictObject({
    ...FRAME,
    /**
     * The recording's own time, for whoever goes through it frame by frame at any pace: looks are then scheduled by it, and
     * each region is answered with `looked`. Missing while watching live.
     */
    timeMs: v.exactOptional(durationMs),
  }),
  v.strictObject(REGION),
  v.strictObject(OPEN_FACE),
  ...TILE_READINGS,
]);
export type ToRecognizer = v.InferOutput<typeof toRecognizerSchema>;

const faceSchema = v.strictObject({
  track: counter,
  /**
   * The track by which this person was first seen in the video: another number than `track` once somebody who left, or was
   * cut away, has been recognised as the one who came back.
   */
  person: counter,
  box: boundingBoxSchema,
  /** Of the box, in picture widths and heights a second: where it is by now, the viewer works out. */
  velocity: pointSchema,
  verdict: verdictSchema,
});
export type LabelledFace = v.InferOutput<typeof faceSchema>;

const trackVerdictSchema = v.strictObject({ track: counter, person: counter, verdict: verdictSchema });
export type TrackVerdict = v.InferOutput<typeof trackVerdictSchema>;

const wantedSchema = v.strictObject({ track: counter, region: boundingBoxSchema, sizePx: counter });
export type WantedRegion = v.InferOutput<typeof wantedSchema>;

/** See core/pace/sample-wish.ts. */
const sampleWishSchema = v.strictObject({
  afterMs: durationMs,
  view: boundingBoxSchema,
  pixelCount: counter,
}) satisfies v.GenericSchema<SampleWish>;

export const toViewerSchema = v.variant('type', [
  /** The answer to a frame: boxes at once; `wanted` asks for regions of the same frame, `next` for the frame to come. */
  v.strictObject({
    type: v.literal('faces'),
    video: counter,
    seq: counter,
    faces: listOf(faceSchema),
    wanted: listOf(wantedSchema),
    next: sampleWishSchema,
  }),
  /** Verdicts that became known between frames. */
  v.strictObject({
    type: v.literal('verdicts'),
    video: counter,
    verdicts: listOf(trackVerdictSchema),
  }),
  /** A region of a recording has been dealt with; verdicts that it changed came before. */
  v.strictObject({ type: v.literal('looked'), video: counter, seq: counter, track: counter }),
  /** The site is off: stop, leave nothing behind and do not connect again. */
  v.strictObject({ type: v.literal('off') }),
  /** No faces will come until `ready`. */
  v.strictObject({ type: v.literal('fault'), fault: faultSchema }),
  v.strictObject({ type: v.literal('ready'), modelId: key }),
  ...TILE_QUESTIONS,
]);
export type ToViewer = v.InferOutput<typeof toViewerSchema>;
