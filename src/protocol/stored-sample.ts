/** @file How a sample lies in storage, in an anchor or in what a correction remembers. */
import * as v from 'valibot';
import { MAX_EMBEDDING_LENGTH, counter, finite, fraction, key, sourceSchema } from './schemas.ts';

/** Beyond float32 a number would become infinite, and with it the whole configuration unreadable. */
const float32 = v.pipe(
  finite,
  v.check((value) => Number.isFinite(Math.fround(value)), 'not a float32'),
);
const storedEmbedding = v.pipe(v.array(float32), v.minLength(1), v.maxLength(MAX_EMBEDDING_LENGTH));

export const storedFaceSchema = v.strictObject({
  id: key,
  quality: fraction,
  cropUrl: v.pipe(v.string(), v.startsWith('data:image/')),
  embeddings: v.record(key, storedEmbedding),
});
export const storedSampleSchema = v.strictObject({
  ...storedFaceSchema.entries,
  enrolledAtMs: counter,
  source: sourceSchema,
});

interface WithEmbeddings<Numbers> {
  readonly embeddings: Readonly<Record<string, Numbers>>;
}

/** Embeddings become lists of numbers, since `chrome.storage` is JSON; a float32 survives that exactly. */
export function toStoredFace<Face extends WithEmbeddings<Float32Array>>(face: Face) {
  const embeddings = Object.fromEntries(
    Object.entries(face.embeddings).map(([modelId, embedding]) => [modelId, Array.from(embedding)]),
  );
  return { ...face, embeddings };
}

export function fromStoredFace<Face extends WithEmbeddings<readonly number[]>>(face: Face) {
  const embeddings = Object.fromEntries(
    Object.entries(face.embeddings).map(([modelId, numbers]) => [modelId, Float32Array.from(numbers)]),
  );
  return { ...face, embeddings };
}
