/**
 * @file Room for large results: files in the origin's private file system instead of memory. Each page of Studio has a folder
 * of its own, which it locks; folders that nobody locks were left behind and are erased.
 */
const ROOT = 'studio';

export interface ScratchFile {
  readonly writable: FileSystemWritableFileStream;
  /** The finished file, once `writable` was closed; it lives on disk. */
  file(): Promise<File>;
  remove(): Promise<void>;
}

let folder: Promise<FileSystemDirectoryHandle> | undefined;

/** @throws DOMException `QuotaExceededError` where the disk is full, here or while writing */
export async function createScratchFile(): Promise<ScratchFile> {
  folder ??= openFolder();
  const own = await folder;
  const name = crypto.randomUUID();
  const handle = await own.getFileHandle(name, { create: true });
  return {
    writable: await handle.createWritable(),
    file: () => handle.getFile(),
    remove: () => own.removeEntry(name),
  };
}

async function openFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  const all = await root.getDirectoryHandle(ROOT, { create: true });
  const name = crypto.randomUUID();
  await new Promise<void>((locked) => {
    // Held until the page is gone.
    void navigator.locks.request(lockOf(name), () => {
      locked();
      return new Promise(() => undefined);
    });
  });
  const own = await all.getDirectoryHandle(name, { create: true });
  for await (const other of all.keys()) if (other !== name) await eraseIfLeft(all, other);
  return own;
}

async function eraseIfLeft(all: FileSystemDirectoryHandle, name: string): Promise<void> {
  await navigator.locks.request(lockOf(name), { ifAvailable: true }, async (lock) => {
    if (lock !== null) await all.removeEntry(name, { recursive: true });
  });
}

function lockOf(name: string): string {
  return `nametag/${ROOT}/${name}`;
}
