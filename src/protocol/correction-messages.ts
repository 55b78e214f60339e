/** @file What a person says of a face in the popup or Studio, as a part of the port of panels. */
import * as v from 'valibot';
import { counter, durationMs, key, shortText, typedName } from './schemas.ts';

/** `anchorId` is the anchor that the person saw on the face: what the recognizer thinks by now may be something else. */
export const correctionWishSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('confirm'), anchorId: key }),
  v.strictObject({ kind: v.literal('not'), anchorId: key }),
  /** The anchor bears this name from now on. */
  v.strictObject({ kind: v.literal('rename'), anchorId: key, name: typedName }),
  /** The face is somebody else, or somebody new: enroll it under this name. With `anchorId` it is also said whom it is not. */
  v.strictObject({ kind: v.literal('name'), name: typedName, anchorId: v.exactOptional(key) }),
  /** Recognise this person and show no name; without `anchorId` the face is nobody's yet. */
  v.strictObject({ kind: v.literal('never'), anchorId: v.exactOptional(key) }),
]);
export type CorrectionWish = v.InferOutput<typeof correctionWishSchema>;

/** To the offscreen document, from a panel; answered by `corrected` or `refused`. */
export const CORRECTION_REQUESTS = [
  v.strictObject({
    type: v.literal('correctFace'),
    request: counter,
    /** As in `faces` of the tab's status. */
    face: key,
    wish: correctionWishSchema,
  }),
] as const;

/** To a panel. Undoing is asked of the service worker, `correction.undo`. */
export const CORRECTION_ANSWERS = [
  v.strictObject({
    type: v.literal('corrected'),
    request: counter,
    correctionId: key,
    /** Something covers the face in all looks at it, which are saved all the same. */
    isCovered: v.exactOptional(v.boolean()),
    /** With the wish `not`: why the face had been given the name, and whose it would have been without. */
    grounds: v.exactOptional(
      v.strictObject({
        sampleCropUrl: v.exactOptional(v.pipe(v.string(), v.startsWith('data:image/'))),
        distance: durationMs,
        runnerUpName: v.exactOptional(shortText),
      }),
    ),
  }),
] as const;
