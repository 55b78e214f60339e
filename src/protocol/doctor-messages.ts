/** @file What the page of saved people hears from the gallery doctor, as a part of the panel port. */
import * as v from 'valibot';
import { triangle } from '../core/doctor/comparison.ts';
import { FINDING_KINDS, MAX_FINDINGS, MAX_LISTED, SEVERITIES } from '../core/doctor/finding.ts';
import { MAX_IN_TABLE } from '../core/doctor/similarity-table.ts';
import { counter, durationMs, fraction, key, listOf as mutableListOf } from './schemas.ts';
import { engineSchema, unreadableSchema } from './model-messages.ts';

/** As many anchors as a configuration carries. */
const MAX_PEOPLE = 20_000;

/** As the doctor hands them out: nobody changes a diagnosis. */
function listOf<Item extends v.GenericSchema>(item: Item, most?: number) {
  return v.pipe(mutableListOf(item, most), v.readonly());
}

const ids = listOf(key);
const sampleRef = v.strictObject({ anchorId: key, sampleId: key });
const remedySchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('remove'), anchorId: key, sampleIds: ids }),
  v.strictObject({ kind: v.literal('move'), anchorId: key, sampleIds: ids, toAnchorId: key }),
  v.strictObject({ kind: v.literal('merge'), intoId: key, fromIds: ids }),
  v.strictObject({ kind: v.literal('collect') }),
  v.strictObject({ kind: v.literal('look') }),
]);

/** See `core/doctor/finding.ts`. */
const findingSchema = v.strictObject({
  kind: v.picklist(FINDING_KINDS),
  severity: v.picklist(SEVERITIES),
  anchorIds: listOf(key, MAX_LISTED),
  people: counter,
  samples: listOf(sampleRef),
  resembled: listOf(sampleRef),
  distance: v.exactOptional(durationMs),
  confusion: v.exactOptional(fraction),
  remedies: listOf(remedySchema),
});

/** See `core/doctor/expected-mistakes.ts`. */
const expectationSchema = v.strictObject({
  anchorId: key,
  asked: counter,
  right: counter,
  unknown: ids,
  wrong: listOf(v.strictObject({ sampleId: key, anchorId: key })),
});

const tableSchema = v.pipe(
  v.strictObject({
    anchorIds: listOf(key, MAX_IN_TABLE),
    distances: v.custom<Float32Array>((values) => values instanceof Float32Array),
    sampleIds: listOf(ids, MAX_IN_TABLE),
    nearest: v.custom<Uint8Array>((values) => values instanceof Uint8Array),
  }),
  v.check(
    ({ anchorIds, distances, sampleIds, nearest }) =>
      distances.length === triangle(anchorIds.length) &&
      nearest.length === distances.length * 2 &&
      sampleIds.length === anchorIds.length &&
      distances.every(Number.isFinite),
    'distances do not fit the people',
  ),
);

/** See `core/doctor/diagnose.ts`. */
const diagnosisSchema = v.strictObject({
  people: counter,
  samples: counter,
  comparedPeople: counter,
  comparedSamples: counter,
  findings: listOf(findingSchema, MAX_FINDINGS),
  moreFindings: counter,
  expectations: listOf(expectationSchema, MAX_PEOPLE),
  table: tableSchema,
});

/** What may be asked of the offscreen document. */
export const DOCTOR_REQUESTS = [
  /** From now on, send a `diagnosis` of the gallery, and a new one after each change of gallery, model or strictness. */
  v.strictObject({ type: v.literal('watchGallery') }),
] as const;

/** What the offscreen document says. */
export const DOCTOR_ANSWERS = [
  /** Until the next `diagnosis`: it waits for the model, or has done `share` of its work. */
  v.strictObject({ type: v.literal('diagnosing'), engine: engineSchema, share: fraction }),
  v.strictObject({
    type: v.literal('diagnosis'),
    diagnosis: diagnosisSchema,
    /** Below it, with the strictness in force, a face gets a name: what the distances are to be measured by. */
    maxDistance: durationMs,
    /** Photos that the diagnosis cannot speak of; missing when every saved photo can be read. */
    unreadable: v.exactOptional(unreadableSchema),
  }),
] as const;
export type DoctorAnswer = v.InferOutput<(typeof DOCTOR_ANSWERS)[number]>;
