/** @file Fetching a model file of the package and checking it against its card before anything runs it. */
import { FaultError } from '../../core/errors/fault.ts';

/** @throws FaultError `model-missing` or `model-damaged`. */
export async function fetchModel(url: string, sha256: string): Promise<Uint8Array> {
  let buffer: ArrayBuffer;
  try {
    const response = await fetch(url);
    if (!response.ok) throw new FaultError('model-missing', url);
    buffer = await response.arrayBuffer();
  } catch (error) {
    if (error instanceof FaultError) throw error;
    throw new FaultError('model-missing', 'the file could not be read');
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', buffer));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== sha256) throw new FaultError('model-damaged', 'sha256 differs from the card');
  return new Uint8Array(buffer);
}
