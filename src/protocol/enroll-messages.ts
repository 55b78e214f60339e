/** @file What a page and the offscreen document say to each other about saving a face, as a part of the panel port. */
import * as v from 'valibot';
import { HINTS } from '../core/enrollment/advice.ts';
import { POSE_SLOTS } from '../core/enrollment/pose-slots.ts';
import { counter, key, listOf, shortText, typedName } from './schemas.ts';

/**
 * `coached`: the person is there and can be told what to do. `passive`: whoever is shown cannot, and it takes moments
 * only. `more`: passive, for as long as the page wants, after something was saved already.
 */
export const COLLECT_MODES = ['coached', 'passive', 'more'] as const;
export type CollectMode = (typeof COLLECT_MODES)[number];

/** `typed`: as the person said at first, also of a covered face. `theirs`: to the anchor that the question is about. `apart`: as a new person. */
export const ENROLL_CHOICES = ['typed', 'theirs', 'apart'] as const;
export type EnrollChoice = (typeof ENROLL_CHOICES)[number];

/** What may be asked of the offscreen document. */
export const ENROLL_REQUESTS = [
  /**
   * Collect several good looks at the face and save them: to `anchorId` if given, else to the anchor of that name, new
   * or not. Answered by `enrollProgress`, perhaps `enrollQuestion`, then `enrolled`, `enrollCancelled` or `refused`.
   */
  v.strictObject({
    type: v.literal('enrollFace'),
    request: counter,
    face: key,
    name: typedName,
    anchorId: v.exactOptional(key),
  }),
  /** Save one face (by index) of the picture of request `picture`; answered in the same way, without progress. */
  v.strictObject({
    type: v.literal('enrollPictureFace'),
    request: counter,
    picture: counter,
    face: counter,
    name: typedName,
    anchorId: v.exactOptional(key),
  }),
  /** Stop collecting and go on with what is there. */
  v.strictObject({ type: v.literal('finishEnroll'), request: counter }),
  /** Save nothing. What is being written already stays, and is answered by `enrolled`. */
  v.strictObject({ type: v.literal('cancelEnroll'), request: counter }),
  /** Also of a correction that names a face, and of `nameGroup`: both ask `known` and `unlike`. */
  v.strictObject({
    type: v.literal('answerEnroll'),
    request: counter,
    choice: v.picklist(ENROLL_CHOICES),
  }),
  /** After `enrolled` with `canCollectMore`: go on, and add what is new to the same anchor. */
  v.strictObject({ type: v.literal('collectMore'), request: counter }),
] as const;

/** What the offscreen document says. */
export const ENROLL_ANSWERS = [
  v.strictObject({
    type: v.literal('enrollProgress'),
    request: counter,
    mode: v.picklist(COLLECT_MODES),
    /** With `more`: new ones. */
    collected: counter,
    wanted: counter,
    /** Sides that were seen. */
    covered: listOf(v.picklist(POSE_SLOTS)),
    /** What would help most. */
    hint: v.exactOptional(v.picklist(HINTS)),
    /** Whether `finishEnroll` would save something worth having. */
    isEnough: v.boolean(),
  }),
  v.variant('kind', [
    /** Something covers the face in all looks. Comes before the other questions, one of which may follow. */
    v.strictObject({ type: v.literal('enrollQuestion'), request: counter, kind: v.literal('covered') }),
    /**
     * `known`: the face looks like the anchor, which has another name than the typed one. `unlike`: the typed name is this
     * anchor's, and the face does not look like it.
     */
    v.strictObject({
      type: v.literal('enrollQuestion'),
      request: counter,
      kind: v.picklist(['known', 'unlike']),
      anchorId: key,
      name: shortText,
      /** With `unlike`: the name that `apart` would give. */
      apartName: v.exactOptional(shortText),
    }),
  ]),
  v.strictObject({
    type: v.literal('enrolled'),
    request: counter,
    anchorId: key,
    name: shortText,
    samples: counter,
    isNew: v.boolean(),
    /** Sides that have been seen by now; missing for still pictures. */
    covered: v.exactOptional(listOf(v.picklist(POSE_SLOTS))),
    /** The face is still there, and something is missing. */
    canCollectMore: v.boolean(),
    /** Another face came into this one's place, and ended the collecting. */
    isCutShort: v.boolean(),
    /** Somebody else whom the face resembles. */
    lookAlike: v.exactOptional(shortText),
    /** With `nameGroup`, which does not ask about it: something covers the face in all samples. */
    isCovered: v.exactOptional(v.boolean()),
  }),
  v.strictObject({ type: v.literal('enrollCancelled'), request: counter }),
] as const;
