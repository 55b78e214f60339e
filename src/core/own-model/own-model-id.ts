/** @file The ids of models that the person brought: told from those of the package by their beginning. */

const PREFIX = 'own-';

/**
 * The same file always gets the same id. Of models that were added before, ids have the first 8 digits only; they keep them,
 * as embeddings are stored by them.
 * @param sha256 of the file, in hexadecimal digits; all of them, so that no file can be made to take another one's place
 */
export function ownModelId(sha256: string): string {
  return PREFIX + sha256;
}

export function isOwnModelId(modelId: string): boolean {
  return modelId.startsWith(PREFIX);
}
