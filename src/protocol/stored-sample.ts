/** @file How a sample lies in storage, in an anchor or in what a correction remembers. */
import * as v from 'valibot';
import { MAX_EMBEDDING_LENGTH, counter, fraction, key, sourceSchema } from './schemas.ts';

/** Checked in one go: ten thousand anchors have more than a million numbers, and a schema for each takes a second in all. */
const storedEmbedding = v.custom<number[]>(
  (numbers) =>
    Array.isArray(numbers) &&
    numbers.length > 0 &&
    numbers.length <= MAX_EMBEDDING_LENGTH &&
    numbers.every(isFloat32),
  'not an embedding',
);

/** Beyond float32 a number would become infinite, and with it the whole configuration unreadable. */
function isFloat32(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(Math.fround(value));
}

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
    Object.entries(face.embeddings).map(([modelId, numbers]) => [modelId, new Float32Array(numbers)]),
  );
  return { ...face, embeddings };
}
