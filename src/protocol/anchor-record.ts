/** @file How an anchor lies in storage: plain JSON, one versioned record an anchor, checked on the way in. */
import * as v from 'valibot';
import type { Anchor } from '../core/gallery/anchor.ts';
import { counter, key, listOf } from './schemas.ts';
import { fromStoredFace, storedSampleSchema, toStoredFace } from './stored-sample.ts';

export const ANCHOR_RECORD_VERSION = 2;

const fields = {
  id: key,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  createdAtMs: counter,
  samples: listOf(storedSampleSchema),
};
const anchorRecordSchema = v.strictObject({
  version: v.literal(ANCHOR_RECORD_VERSION),
  ...fields,
  isNeverNamed: v.boolean(),
});
/** Knew nobody who is never named. */
const firstRecordSchema = v.strictObject({ version: v.literal(1), ...fields });
export type AnchorRecord = v.InferOutput<typeof anchorRecordSchema>;

export function toAnchorRecord(anchor: Anchor): AnchorRecord {
  return {
    version: ANCHOR_RECORD_VERSION,
    id: anchor.id,
    name: anchor.name,
    createdAtMs: anchor.createdAtMs,
    isNeverNamed: anchor.isNeverNamed,
    samples: anchor.samples.map(toStoredFace),
  };
}

/** Undefined when the record is damaged or from a later version of the product. */
export function parseAnchorRecord(record: unknown): Anchor | undefined {
  const result = v.safeParse(v.union([anchorRecordSchema, firstRecordSchema]), record);
  if (!result.success) return undefined;
  const { id, name, createdAtMs, samples } = result.output;
  const isNeverNamed = 'isNeverNamed' in result.output && result.output.isNeverNamed;
  return { id, name, createdAtMs, isNeverNamed, samples: samples.map(fromStoredFace) };
}
