/** @file A small fake of the origin's private file system: folders of files, for models that the person brought. */
import { vi } from 'vitest';

class FakeFileHandle {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  getFile(): Promise<Blob> {
    return Promise.resolve(new Blob([this.#text]));
  }
}

/** Something else that can lie in a folder. */
class FakeFolderHandle {
  readonly #files: ReadonlyMap<string, FakeFileHandle>;

  constructor(files: ReadonlyMap<string, FakeFileHandle>) {
    this.#files = files;
  }

  async *entries(): AsyncGenerator<[string, FakeFileHandle | FakeFolderHandle]> {
    await Promise.resolve();
    yield ['folder.json', new FakeFolderHandle(new Map())];
    yield* this.#files.entries();
  }
}

export class PrivateFiles {
  /** By folder, then by name. */
  readonly #folders = new Map<string, Map<string, FakeFileHandle>>();
  /** When set, nothing can be opened. */
  failure: Error | undefined;

  write(folder: string, name: string, text: string): void {
    const files = this.#folders.get(folder) ?? new Map<string, FakeFileHandle>();
    this.#folders.set(folder, files.set(name, new FakeFileHandle(text)));
  }

  remove(folder: string, name: string): void {
    this.#folders.get(folder)?.delete(name);
  }

  /** As `navigator.storage`. */
  readonly storage = {
    getDirectory: () => {
      if (this.failure !== undefined) return Promise.reject(this.failure);
      return Promise.resolve({
        getDirectoryHandle: (name: string) =>
          Promise.resolve(new FakeFolderHandle(this.#folders.get(name) ?? new Map<string, FakeFileHandle>())),
      });
    },
  };
}

/** Installs a new one as `navigator.storage`; `vi.unstubAllGlobals()` takes it away. */
export function installPrivateFiles(): PrivateFiles {
  const files = new PrivateFiles();
  vi.stubGlobal('navigator', { storage: files.storage, hardwareConcurrency: 2 });
  vi.stubGlobal('FileSystemFileHandle', FakeFileHandle);
  return files;
}
