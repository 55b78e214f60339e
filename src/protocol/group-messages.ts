/** @file What pages and the offscreen document say to each other about people not named yet, as a part of the panel port. */
import * as v from 'valibot';
import { MAX_GROUPS, MAX_LOOKS } from '../core/grouping/group.ts';
import { counter, key, listOf, newSampleSchema, shortText, typedName } from './schemas.ts';

/** At most this often, and only when something has changed. */
export const GROUPS_INTERVAL_MS = 1000;

const groupSchema = v.strictObject({
  group: key,
  /** How often this person was seen. */
  seen: counter,
  firstSeenMs: counter,
  lastSeenMs: counter,
  isIgnored: v.boolean(),
  /** It outlives the browser. */
  isKept: v.boolean(),
  /** Its looks that have a picture, the best first. */
  looks: listOf(key, MAX_LOOKS),
  /** Those of `looks` that probably show somebody else. */
  strangers: listOf(key, MAX_LOOKS),
  /** The saved person whom it resembles, not enough for the name. */
  resembles: v.exactOptional(v.strictObject({ anchorId: key, name: shortText })),
});
export type GroupStatus = v.InferOutput<typeof groupSchema>;

const pictureSchema = v.strictObject({ look: key, cropUrl: newSampleSchema.entries.cropUrl });
export type LookPicture = v.InferOutput<typeof pictureSchema>;

/** What may be asked of the offscreen document. Each request is answered once, or by `refused`. */
export const GROUP_REQUESTS = [
  /** From now on, send `groups`: at once and after changes, see `GROUPS_INTERVAL_MS`. */
  v.strictObject({ type: v.literal('watchGroups') }),
  /** Enroll the looks of the group, to `anchorId` if given, else to the anchor of that name; answered by `enrolled`. */
  v.strictObject({
    type: v.literal('nameGroup'),
    request: counter,
    group: key,
    name: typedName,
    anchorId: v.exactOptional(key),
  }),
  /** The others are answered by `groupsChanged`. */
  v.strictObject({ type: v.literal('mergeGroups'), request: counter, into: key, from: key }),
  /** These looks become a group of their own. */
  v.strictObject({
    type: v.literal('splitGroup'),
    request: counter,
    group: key,
    looks: v.pipe(listOf(key, MAX_LOOKS), v.minLength(1)),
  }),
  v.strictObject({
    type: v.literal('ignoreGroup'),
    request: counter,
    group: key,
    isIgnored: v.boolean(),
  }),
  v.strictObject({ type: v.literal('forgetGroup'), request: counter, group: key }),
  v.strictObject({ type: v.literal('forgetAllGroups'), request: counter }),
  /** Takes a change back, while the offscreen document still knows of it. */
  v.strictObject({ type: v.literal('undoGroups'), request: counter, change: key }),
] as const;
export type GroupRequest = v.InferOutput<(typeof GROUP_REQUESTS)[number]>;

/** What the offscreen document says. */
export const GROUP_ANSWERS = [
  v.strictObject({
    type: v.literal('groups'),
    groups: listOf(groupSchema, MAX_GROUPS),
    /** Of `looks` that this port has not been sent before: pictures are large, and most messages change numbers. */
    pictures: listOf(pictureSchema, MAX_GROUPS * MAX_LOOKS),
  }),
  /** `change` is for `undoGroups`; missing where nothing was left to change. */
  v.strictObject({ type: v.literal('groupsChanged'), request: counter, change: v.exactOptional(key) }),
] as const;
export type GroupAnswer = v.InferOutput<(typeof GROUP_ANSWERS)[number]>;
