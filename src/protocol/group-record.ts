/** @file A kept group (somebody not named yet): how it crosses contexts, and how it lies in storage. */
import * as v from 'valibot';
import { MAX_LOOKS } from '../core/grouping/group.ts';
import {
  MAX_EMBEDDING_LENGTH,
  counter,
  embeddingSchema,
  finite,
  fraction,
  key,
  listOf,
  newSampleSchema,
  sourceSchema,
} from './schemas.ts';

export const GROUP_RECORD_VERSION = 1;

const look = {
  id: key,
  modelId: key,
  quality: fraction,
  /** Missing in records of earlier versions. */
  isCovered: v.exactOptional(v.boolean()),
  source: sourceSchema,
  /** The face crop with margin, as an image data URL. */
  cropUrl: newSampleSchema.entries.cropUrl,
};
const group = {
  id: key,
  /** How often this person was seen. */
  seen: v.pipe(counter, v.minValue(1)),
  firstSeenMs: counter,
  lastSeenMs: counter,
  isIgnored: v.boolean(),
};

function looksOf<Item extends v.GenericSchema>(item: Item) {
  return v.pipe(listOf(item, MAX_LOOKS), v.minLength(1));
}

export const keptGroupSchema = v.strictObject({
  ...group,
  looks: looksOf(v.strictObject({ ...look, embedding: embeddingSchema })),
});
export type KeptGroup = v.InferOutput<typeof keptGroupSchema>;

/** Beyond float32 a number would become infinite. */
const float32 = v.pipe(
  finite,
  v.check((value) => Number.isFinite(Math.fround(value)), 'not a float32'),
);
const groupRecordSchema = v.strictObject({
  version: v.literal(GROUP_RECORD_VERSION),
  ...group,
  looks: looksOf(
    v.strictObject({
      ...look,
      embedding: v.pipe(v.array(float32), v.minLength(1), v.maxLength(MAX_EMBEDDING_LENGTH)),
    }),
  ),
});
export type GroupRecord = v.InferOutput<typeof groupRecordSchema>;

export function toGroupRecord(kept: KeptGroup): GroupRecord {
  return {
    version: GROUP_RECORD_VERSION,
    ...kept,
    looks: kept.looks.map((one) => ({ ...one, embedding: Array.from(one.embedding) })),
  };
}

/** Undefined when the record is damaged or from a later version of the product. */
export function parseGroupRecord(record: unknown): KeptGroup | undefined {
  const result = v.safeParse(groupRecordSchema, record);
  if (!result.success) return undefined;
  const { id, seen, firstSeenMs, lastSeenMs, isIgnored } = result.output;
  const looks = result.output.looks.map((one) => ({ ...one, embedding: Float32Array.from(one.embedding) }));
  return { id, seen, firstSeenMs, lastSeenMs, isIgnored, looks };
}
