/** @file How a correction lies in storage: plain JSON, one versioned record a correction, checked on the way in. */
import * as v from 'valibot';
import { CORRECTION_KINDS, type Correction } from '../core/corrections/correction.ts';
import { MAX_LIST_LENGTH, counter, durationMs, key, listOf } from './schemas.ts';
import { fromStoredFace, storedFaceSchema, storedSampleSchema, toStoredFace } from './stored-sample.ts';

export const CORRECTION_RECORD_VERSION = 1;

/** Merging touches at most as many anchors as one message names, and the one that is left. */
const MAX_ANCHORS = MAX_LIST_LENGTH + 1;

const storedName = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const personSchema = v.strictObject({ anchorId: key, name: storedName });
const outlineSchema = v.strictObject({
  id: key,
  name: storedName,
  createdAtMs: counter,
  isNeverNamed: v.boolean(),
  sampleIds: listOf(key),
});

const storedCorrectionSchema = v.strictObject({
  id: key,
  kind: v.picklist(CORRECTION_KINDS),
  madeAtMs: counter,
  anchorId: key,
  name: storedName,
  otherNames: listOf(storedName),
  rejection: v.exactOptional(
    v.strictObject({
      faces: listOf(storedFaceSchema),
      against: personSchema,
      grounds: v.exactOptional(
        v.strictObject({
          sampleId: key,
          distance: durationMs,
          runnerUp: v.exactOptional(v.strictObject({ ...personSchema.entries, distance: durationMs })),
        }),
      ),
    }),
  ),
  change: v.exactOptional(
    v.strictObject({
      before: listOf(outlineSchema, MAX_ANCHORS),
      after: listOf(outlineSchema, MAX_ANCHORS),
      dropped: v.array(storedSampleSchema),
    }),
  ),
  lifted: v.array(key),
  redirected: v.array(v.strictObject({ correctionId: key, against: personSchema })),
  undoneAtMs: v.exactOptional(counter),
  liftedBy: v.exactOptional(key),
});
const correctionRecordSchema = v.strictObject({
  version: v.literal(CORRECTION_RECORD_VERSION),
  correction: storedCorrectionSchema,
});

export function toCorrectionRecord({ rejection, change, ...rest }: Correction): unknown {
  return {
    version: CORRECTION_RECORD_VERSION,
    correction: {
      ...rest,
      ...(rejection && { rejection: { ...rejection, faces: rejection.faces.map(toStoredFace) } }),
      ...(change && { change: { ...change, dropped: change.dropped.map(toStoredFace) } }),
    },
  };
}

/** Undefined when the record is damaged or from a later version of the product. */
export function parseCorrectionRecord(record: unknown): Correction | undefined {
  const result = v.safeParse(correctionRecordSchema, record);
  if (!result.success) return undefined;
  const { rejection, change, ...rest } = result.output.correction;
  return {
    ...rest,
    ...(rejection && { rejection: { ...rejection, faces: rejection.faces.map(fromStoredFace) } }),
    ...(change && { change: { ...change, dropped: change.dropped.map(fromStoredFace) } }),
  };
}
