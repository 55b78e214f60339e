/** @file What content scripts may say on the video port. Apart from video-port.ts: only the recognizer needs it. */
import * as v from 'valibot';
import type { Pixels } from '../core/image/pixels.ts';
import type { YuvPixels } from '../core/image/yuv.ts';
import { pixelsSchema, yuvPixelsSchema } from './schemas.ts';
import { TILE_READINGS } from './tile-messages.ts';
import { FRAME, OPEN_FACE, PICTURES, REGION } from './video-port.ts';

/** Of content scripts: seven times as many as the recognizer asks for (core/pace/sample-wish.ts). */
export const MAX_TAB_FRAME_PIXELS = 512 * 512;
/** Of content scripts: four times as many as `MAX_REGION_PX` squared. */
export const MAX_TAB_REGION_PIXELS = 512 * 512;

function noMoreThan<Picture extends { readonly width: number; readonly height: number }>(most: number) {
  return v.check<Picture, string>(
    ({ width, height }) => width * height <= most,
    'more pixels than anybody asks for',
  );
}

/** From content scripts: a page is never a camera or a recording, and sends no more pixels than it is asked for. */
export const toRecognizerFromTabSchema = v.variant('type', [
  v.strictObject({ type: v.literal('hello'), source: v.literal('tab') }),
  ...PICTURES,
  v.strictObject({
    ...FRAME,
    pixels: v.union([
      v.pipe(yuvPixelsSchema, noMoreThan<YuvPixels>(MAX_TAB_FRAME_PIXELS)),
      v.pipe(pixelsSchema, noMoreThan<Pixels>(MAX_TAB_FRAME_PIXELS)),
    ]),
  }),
  v.strictObject({ ...REGION, pixels: v.pipe(pixelsSchema, noMoreThan<Pixels>(MAX_TAB_REGION_PIXELS)) }),
  v.strictObject(OPEN_FACE),
  ...TILE_READINGS,
]);
