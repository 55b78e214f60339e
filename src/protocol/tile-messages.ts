/**
 * @file Suggesting the name that a call's page writes on a tile: the panel asks the offscreen document, which asks the
 * document that shows the face. Each part belongs to one direction of the panel's or the video port.
 */
import * as v from 'valibot';
import { boundingBoxSchema, counter, key, shortText } from './schemas.ts';

/** Text of a page: nobody's word but the page's. Shown as a default, never stored unseen. */
const tileName = v.nullable(v.pipe(shortText, v.minLength(1)));

/** From panel to recognizer. */
export const TILE_REQUESTS = [
  /** The name field of this face has been opened; answered by `suggestion`. */
  v.strictObject({ type: v.literal('suggestName'), request: counter, face: key }),
] as const;

/** From recognizer to panel. */
export const TILE_ANSWERS = [
  /** Null where nothing is known. */
  v.strictObject({ type: v.literal('suggestion'), request: counter, name: tileName }),
] as const;

/** From recognizer to viewer. */
export const TILE_QUESTIONS = [
  /** What name stands on the tile that shows the face in `box` of this video? Answered by `tileNameRead`. */
  v.strictObject({ type: v.literal('tileName'), request: counter, video: counter, box: boundingBoxSchema }),
] as const;

/** From viewer to recognizer. */
export const TILE_READINGS = [
  v.strictObject({ type: v.literal('tileNameRead'), request: counter, name: tileName }),
] as const;
