/** @file Reading a model file, of the package or one that the person brought, and checking it against its card. */
import { FaultError } from '../../core/errors/fault.ts';

/** `package`: an address within the extension. `own`: a file of the origin's private file system. */
export type ModelSource =
  | { readonly kind: 'package'; readonly url: string }
  | { readonly kind: 'own'; readonly path: readonly string[] };

/** @throws FaultError `model-missing` or `model-damaged`. */
export async function readModel(source: ModelSource, sha256: string): Promise<Uint8Array> {
  const buffer = await (source.kind === 'package' ? fetchFile(source.url) : readOwnFile(source.path));
  if ((await sha256Of(buffer)) !== sha256) {
    throw new FaultError('model-damaged', 'sha256 differs from the card');
  }
  return new Uint8Array(buffer);
}

/** In lower-case hexadecimal digits. */
export async function sha256Of(buffer: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', buffer));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @throws FaultError `model-missing` */
export async function readOwnFile(path: readonly string[]): Promise<ArrayBuffer> {
  const folders = path.slice(0, -1);
  try {
    let folder = await navigator.storage.getDirectory();
    for (const name of folders) folder = await folder.getDirectoryHandle(name);
    const handle = await folder.getFileHandle(path.at(-1) ?? '');
    return await (await handle.getFile()).arrayBuffer();
  } catch {
    throw new FaultError('model-missing', 'the private file could not be read');
  }
}

async function fetchFile(url: string): Promise<ArrayBuffer> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new FaultError('model-missing', 'the file is not there');
    return await response.arrayBuffer();
  } catch (error) {
    if (error instanceof FaultError) throw error;
    throw new FaultError('model-missing', 'the file could not be read');
  }
}
