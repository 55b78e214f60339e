/** @file The ids of models that the person brought: told from those of the package by their beginning. */

const PREFIX = 'own-';
const DIGITS = 8;

/** The same file always gets the same id. @param sha256 of the file, in hexadecimal digits */
export function ownModelId(sha256: string): string {
  return PREFIX + sha256.slice(0, DIGITS);
}

export function isOwnModelId(modelId: string): boolean {
  return modelId.startsWith(PREFIX);
}
