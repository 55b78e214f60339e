/** @file How an anchor lies in storage: plain JSON, one versioned record an anchor, checked on the way in. */
import * as v from 'valibot';
import type { Anchor } from '../core/gallery/anchor.ts';
import { MAX_EMBEDDING_LENGTH, counter, finite, fraction, key, listOf, sourceSchema } from './schemas.ts';

export const ANCHOR_RECORD_VERSION = 2;

/** Beyond float32 a number would become infinite, and with it the whole configuration unreadable. */
const float32 = v.pipe(
  finite,
  v.check((value) => Number.isFinite(Math.fround(value)), 'not a float32'),
);
const storedEmbedding = v.pipe(v.array(float32), v.minLength(1), v.maxLength(MAX_EMBEDDING_LENGTH));

const fields = {
  id: key,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  createdAtMs: counter,
  samples: listOf(
    v.strictObject({
      id: key,
      enrolledAtMs: counter,
      source: sourceSchema,
      quality: fraction,
      cropUrl: v.pipe(v.string(), v.startsWith('data:image/')),
      embeddings: v.record(key, storedEmbedding),
    }),
  ),
};
const anchorRecordSchema = v.strictObject({
  version: v.literal(ANCHOR_RECORD_VERSION),
  ...fields,
  isNeverNamed: v.boolean(),
});
/** Knew nobody who is never named. */
const firstRecordSchema = v.strictObject({ version: v.literal(1), ...fields });
export type AnchorRecord = v.InferOutput<typeof anchorRecordSchema>;

/** Embeddings become lists of numbers, since `chrome.storage` is JSON; a float32 survives that exactly. */
export function toAnchorRecord(anchor: Anchor): AnchorRecord {
  return {
    version: ANCHOR_RECORD_VERSION,
    id: anchor.id,
    name: anchor.name,
    createdAtMs: anchor.createdAtMs,
    isNeverNamed: anchor.isNeverNamed,
    samples: anchor.samples.map((sample) => ({
      ...sample,
      embeddings: Object.fromEntries(
        Object.entries(sample.embeddings).map(([modelId, embedding]) => [modelId, Array.from(embedding)]),
      ),
    })),
  };
}

/** Undefined when the record is damaged or from a later version of the product. */
export function parseAnchorRecord(record: unknown): Anchor | undefined {
  const result = v.safeParse(v.union([anchorRecordSchema, firstRecordSchema]), record);
  if (!result.success) return undefined;
  const { id, name, createdAtMs, samples } = result.output;
  const isNeverNamed = 'isNeverNamed' in result.output && result.output.isNeverNamed;
  return {
    id,
    name,
    createdAtMs,
    isNeverNamed,
    samples: samples.map((sample) => ({
      ...sample,
      embeddings: Object.fromEntries(
        Object.entries(sample.embeddings).map(([modelId, numbers]) => [modelId, Float32Array.from(numbers)]),
      ),
    })),
  };
}
