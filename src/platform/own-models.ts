/**
 * @file The models that the person brought, in the origin's private file system: `own-models/<id>.onnx` with its card
 * `<id>.json` beside it. The card is written last, so that a file without one is an import that did not finish.
 */
import { FaultError } from '../core/errors/fault.ts';

export const OWN_MODELS_FOLDER = 'own-models';
/** Where a file lies between being dropped on the page and having been checked. */
export const INCOMING_FOLDER = 'incoming-models';

/** The cards as they were written, unchecked; an unreadable one is left out. */
export async function listOwnCards(): Promise<unknown[]> {
  const folder = await folderNamed(OWN_MODELS_FOLDER);
  const cards: unknown[] = [];
  for await (const [name, handle] of folder.entries()) {
    if (!name.endsWith('.json') || !(handle instanceof FileSystemFileHandle)) continue;
    try {
      cards.push(JSON.parse(await (await handle.getFile()).text()));
    } catch {
      continue;
    }
  }
  return cards;
}

/** Streams a file in, for checking. @throws FaultError `model-not-stored`, for example when there is no room. */
export async function writeIncoming(
  name: string,
  file: Blob,
  onProgress: (share: number) => void,
): Promise<void> {
  let written = 0;
  const meter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      written += chunk.byteLength;
      onProgress(written / file.size);
      controller.enqueue(chunk);
    },
  });
  await guarded(async () => {
    const handle = await (await folderNamed(INCOMING_FOLDER)).getFileHandle(name, { create: true });
    await file
      .stream()
      .pipeThrough(meter)
      .pipeTo(await handle.createWritable());
  });
}

export async function removeIncoming(name: string): Promise<void> {
  await guarded(async () => {
    await removeFile(await folderNamed(INCOMING_FOLDER), name);
  });
}

/** What imports that did not finish have left behind. */
export async function clearIncoming(): Promise<void> {
  await guarded(async () => {
    const folder = await folderNamed(INCOMING_FOLDER);
    const names: string[] = [];
    for await (const name of folder.keys()) names.push(name);
    for (const name of names) await removeFile(folder, name);
  });
}

/** Makes a checked file a model: its bytes first, its card last. */
export async function keepIncoming(
  name: string,
  card: { readonly id: string; readonly file: string },
): Promise<void> {
  await guarded(async () => {
    const [incoming, own] = [await folderNamed(INCOMING_FOLDER), await folderNamed(OWN_MODELS_FOLDER)];
    const source = await (await incoming.getFileHandle(name)).getFile();
    const target = await own.getFileHandle(card.file, { create: true });
    await source.stream().pipeTo(await target.createWritable());
    const writer = await (await own.getFileHandle(`${card.id}.json`, { create: true })).createWritable();
    await writer.write(JSON.stringify(card));
    await writer.close();
    await removeFile(incoming, name);
  });
}

export async function removeOwnModel({
  id,
  file,
}: {
  readonly id: string;
  readonly file: string;
}): Promise<void> {
  await guarded(async () => {
    const own = await folderNamed(OWN_MODELS_FOLDER);
    await removeFile(own, `${id}.json`);
    await removeFile(own, file);
  });
}

async function folderNamed(name: string): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true });
}

async function removeFile(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  try {
    await folder.removeEntry(name);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
  }
}

async function guarded(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    throw new FaultError('model-not-stored', error instanceof Error ? error.name : 'private file system');
  }
}
