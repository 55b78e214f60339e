/**
 * @file Schemas of the values that several messages share. Every message is checked against its schema on receipt:
 * unknown keys refused, strings, lists and frames capped, numbers finite.
 */
import * as v from 'valibot';
import { FAULT_CODES } from '../core/errors/fault.ts';
import { SAMPLE_SOURCES } from '../core/gallery/anchor.ts';
import { yuvLength } from '../core/image/yuv.ts';

/** 64 MiB is Chrome's limit for one message; no honest frame comes near these. */
export const MAX_FRAME_SIDE_PX = 2048;
export const MAX_EMBEDDING_LENGTH = 1024;
/** Of any list in a message. Senders cut theirs to it: a longer one is refused with the whole message. */
export const MAX_LIST_LENGTH = 64;
const MAX_CROP_URL_LENGTH = 400_000;

export const finite = v.pipe(v.number(), v.finite());
export const fraction = v.pipe(finite, v.minValue(0), v.maxValue(1));
export const counter = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const durationMs = v.pipe(finite, v.minValue(0));
/** As `location.origin` has it for a site. A host name has at most 253 characters. */
export const siteOrigin = v.pipe(v.string(), v.maxLength(300), v.regex(/^https?:\/\/[^/\s*]+$/u));
export const shortText = v.pipe(v.string(), v.maxLength(200));
export const key = v.pipe(v.string(), v.minLength(1), v.maxLength(80));
/** Typed by a person: cleaned by `cleanName` where it is stored, so only the length is held here. */
export const typedName = v.pipe(v.string(), v.maxLength(2000));

/** In widths and heights of a picture; the region around a face that fills it is three of them. */
const MAX_PICTURES_AWAY = 16;
const nearPicture = v.pipe(finite, v.minValue(-MAX_PICTURES_AWAY), v.maxValue(MAX_PICTURES_AWAY));

const sidePx = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_FRAME_SIDE_PX));

export const pixelsSchema = v.pipe(
  v.strictObject({
    width: sidePx,
    height: sidePx,
    data: v.custom<Uint8ClampedArray>((data) => data instanceof Uint8ClampedArray),
  }),
  v.check(
    (pixels) => pixels.data.length === pixels.width * pixels.height * 4,
    'pixels do not fit their size',
  ),
);

/** See core/image/yuv.ts. */
export const yuvPixelsSchema = v.pipe(
  v.strictObject({
    width: sidePx,
    height: sidePx,
    data: v.custom<Uint8ClampedArray>((data) => data instanceof Uint8ClampedArray),
    space: v.strictObject({ red: fraction, blue: fraction, isFullRange: v.boolean() }),
  }),
  v.check(
    ({ width, height, data }) => data.length === yuvLength(width, height),
    'pixels do not fit their size',
  ),
  v.check(({ space }) => space.red + space.blue < 1, 'no weight is left for green'),
);

export const boundingBoxSchema = v.strictObject({
  x: finite,
  y: finite,
  width: durationMs,
  height: durationMs,
});

/** Of a picture: a part of it, or a region around a face at its edge. */
export const nearPictureBoxSchema = v.strictObject({
  x: nearPicture,
  y: nearPicture,
  width: v.pipe(nearPicture, v.minValue(0)),
  height: v.pipe(nearPicture, v.minValue(0)),
});

export const pointSchema = v.strictObject({ x: finite, y: finite });

export const embeddingSchema = v.pipe(
  v.custom<Float32Array>((values) => values instanceof Float32Array),
  v.check(
    (values) => values.length > 0 && values.length <= MAX_EMBEDDING_LENGTH && areFinite(values),
    'not an embedding',
  ),
);

export const verdictSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('pending') }),
  v.strictObject({ kind: v.literal('unknown') }),
  v.strictObject({ kind: v.literal('maybe'), anchorId: key, name: shortText }),
  v.strictObject({ kind: v.literal('named'), anchorId: key, name: shortText }),
]);

export const faultSchema = v.strictObject({
  code: v.picklist(FAULT_CODES),
  message: v.pipe(v.string(), v.maxLength(500)),
});

export const sourceSchema = v.picklist(SAMPLE_SOURCES);

export const newSampleSchema = v.strictObject({
  modelId: key,
  embedding: embeddingSchema,
  quality: fraction,
  source: sourceSchema,
  cropUrl: v.pipe(v.string(), v.maxLength(MAX_CROP_URL_LENGTH), v.startsWith('data:image/')),
});

export function listOf<Item extends v.GenericSchema>(item: Item, most = MAX_LIST_LENGTH) {
  return v.pipe(v.array(item), v.maxLength(most));
}

/** A loop: with a call for each number, those of ten thousand anchors take three times as long. */
function areFinite(values: Float32Array): boolean {
  for (const value of values) if (!Number.isFinite(value)) return false;
  return true;
}

/** Either the checked message or nothing: a malformed message is dropped, never half understood. */
export function parseMessage<Schema extends v.GenericSchema>(
  schema: Schema,
  message: unknown,
): v.InferOutput<Schema> | undefined {
  const result = v.safeParse(schema, message);
  return result.success ? result.output : undefined;
}
