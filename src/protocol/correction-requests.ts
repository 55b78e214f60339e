/** @file What the service worker can be asked to correct. Each change is an entry of the history, and is undone by its id. */
import * as v from 'valibot';
import { METRICS } from '../core/embedding/metric.ts';
import {
  durationMs,
  embeddingSchema,
  key,
  listOf,
  newSampleSchema,
  shortText,
  typedName,
} from './schemas.ts';
import type { SenderKind } from './sender.ts';

const OFFSCREEN: readonly SenderKind[] = ['offscreen'];
const PAGES: readonly SenderKind[] = ['page'];
const PAGES_AND_OFFSCREEN: readonly SenderKind[] = ['page', 'offscreen'];

/** Several looks at one face. */
const MAX_REJECTED_FACES = 3;

const someIds = v.pipe(listOf(key), v.minLength(1));

/** The latest word about a face counts, see `LatestWord`: an earlier "not X" of a face that is now said to be X is taken back. */
export const latestWordSchema = v.strictObject({
  metric: v.picklist(METRICS),
  maxDistance: durationMs,
  minMargin: durationMs,
  looks: listOf(v.strictObject({ modelId: key, embedding: embeddingSchema }), 20),
  correctionIds: listOf(key),
});
export type LatestWordMessage = v.InferOutput<typeof latestWordSchema>;

const groundsSchema = v.strictObject({
  sampleId: key,
  distance: durationMs,
  runnerUp: v.exactOptional(v.strictObject({ anchorId: key, name: shortText, distance: durationMs })),
});

/** "Not X". */
const rejectionSchema = v.strictObject({
  anchorId: key,
  faces: v.pipe(listOf(v.omit(newSampleSchema, ['source']), MAX_REJECTED_FACES), v.minLength(1)),
  grounds: v.exactOptional(groundsSchema),
});
export type RejectionMessage = v.InferOutput<typeof rejectionSchema>;

export const CORRECTION_BACKGROUND_REQUESTS = {
  'correction.reject': { request: rejectionSchema, from: OFFSCREEN },
  /**
   * "Is X": with `anchorId` that anchor, else the one of that name, which is made if there is none. Without samples only
   * the word is kept: the anchor knows such looks already. `not` says whom the face had been taken for, unless that is X.
   */
  'correction.enroll': {
    request: v.strictObject({
      kind: v.picklist(['confirmed', 'named']),
      name: typedName,
      anchorId: v.exactOptional(key),
      samples: listOf(newSampleSchema, 20),
      word: latestWordSchema,
      not: v.exactOptional(rejectionSchema),
    }),
    from: OFFSCREEN,
  },
  /** Somebody new whose name is never shown; the service worker finds one for the lists. */
  'correction.enrollNeverNamed': {
    request: v.strictObject({ samples: v.pipe(listOf(newSampleSchema, 20), v.minLength(1)) }),
    from: OFFSCREEN,
  },
  'correction.rename': {
    request: v.strictObject({ anchorId: key, name: typedName }),
    from: PAGES_AND_OFFSCREEN,
  },
  'anchor.neverName': {
    request: v.strictObject({ anchorId: key, isNeverNamed: v.boolean() }),
    from: PAGES_AND_OFFSCREEN,
  },
  /** The others become part of the one. */
  'anchor.merge': {
    request: v.pipe(
      v.strictObject({ intoId: key, fromIds: someIds }),
      v.check(({ intoId, fromIds }) => !fromIds.includes(intoId), 'merged with itself'),
    ),
    from: PAGES,
  },
  'samples.remove': { request: v.strictObject({ anchorId: key, sampleIds: someIds }), from: PAGES },
  'samples.move': {
    request: v.pipe(
      v.strictObject({ anchorId: key, sampleIds: someIds, toAnchorId: key }),
      v.check(({ anchorId, toAnchorId }) => anchorId !== toAnchorId, 'moved to where they are'),
    ),
    from: PAGES,
  },
  /** Takes back one correction, and nothing that was said or changed after it. */
  'correction.undo': { request: v.strictObject({ correctionId: key }), from: PAGES_AND_OFFSCREEN },
} as const;

interface Corrected {
  readonly correctionId: string;
}

export interface CorrectionReplies {
  /** With the crop of the sample that `grounds` names, while it is there. */
  'correction.reject': Corrected & { readonly sampleCropUrl?: string };
  'correction.enroll': Corrected & { readonly anchorId: string; readonly name: string };
  'correction.enrollNeverNamed': Corrected & { readonly anchorId: string };
  'correction.rename': Corrected;
  'anchor.neverName': Corrected;
  'anchor.merge': Corrected;
  'samples.remove': Corrected;
  'samples.move': Corrected;
  'correction.undo': Record<string, never>;
}
