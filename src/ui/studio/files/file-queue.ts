/** @file The chosen files and their work, one after the other: progress, pause, cancel. Knows no component. */
import { openPeopleMasks } from '../effects/people-mask.ts';
import type { FileOptions, FileResult, JobControl } from './file-job.ts';
import { FileError, readFileError, type FileProblem } from './file-problem.ts';
import { openPictureFaces } from './picture-faces.ts';
import type { FileTools } from './process-file.ts';

export type FileState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running'; readonly share: number; readonly leftS: number | undefined }
  | { readonly kind: 'done'; readonly result: FileResult }
  | { readonly kind: 'failed'; readonly problem: FileProblem }
  | { readonly kind: 'canceled' };

export interface FileItem {
  readonly id: number;
  readonly file: File;
  readonly state: FileState;
}

export interface QueueState {
  readonly items: readonly FileItem[];
  readonly isRunning: boolean;
  readonly isPaused: boolean;
}

export interface QueueHandlers {
  onChange(state: QueueState): void;
  onPicture(item: FileItem, canvas: OffscreenCanvas): void;
}

/** Time left is guessed from what has been done; before this share it would jump. */
const MIN_SHARE_FOR_GUESS = 0.03;
const CANCELED = 'canceled';

export class FileQueue {
  #items: readonly FileItem[] = [];
  #nextId = 1;
  #abort: AbortController | undefined;
  #pause: { readonly over: Promise<void>; readonly end: () => void } | undefined;
  readonly #handlers: QueueHandlers;

  constructor(handlers: QueueHandlers) {
    this.#handlers = handlers;
  }

  add(files: readonly File[]): void {
    const added = files.map((file): FileItem => ({ id: this.#nextId++, file, state: { kind: 'waiting' } }));
    this.#items = [...this.#items, ...added];
    this.#tell();
  }

  /** A running file is canceled first. */
  remove(id: number): void {
    const item = this.#items.find((one) => one.id === id);
    if (item?.state.kind === 'running') this.cancel();
    if (item?.state.kind === 'done') void item.state.result.remove();
    this.#items = this.#items.filter((one) => one.id !== id);
    this.#tell();
  }

  /** Works through every file; those that are done already are done again, with these options. */
  async start(options: FileOptions): Promise<void> {
    if (this.#abort !== undefined) return;
    const abort = (this.#abort = new AbortController());
    const tools = { faces: openPictureFaces(), masks: openPeopleMasks() };
    for (const { id, state } of this.#items) {
      if (state.kind === 'done') void state.result.remove();
      this.#setState(id, { kind: 'waiting' });
    }
    try {
      for (;;) {
        const next = this.#items.find(({ state }) => state.kind === 'waiting');
        if (next === undefined || abort.signal.aborted) break;
        await this.#work(next, options, tools, abort.signal);
      }
    } finally {
      tools.faces.close();
      tools.masks.close();
      this.#abort = undefined;
      this.resume();
      this.#tell();
    }
  }

  pause(): void {
    if (this.#pause !== undefined || this.#abort === undefined) return;
    let end: () => void = () => undefined;
    const over = new Promise<void>((resolve) => (end = resolve));
    this.#pause = { over, end };
    this.#tell();
  }

  resume(): void {
    this.#pause?.end();
    this.#pause = undefined;
    this.#tell();
  }

  cancel(): void {
    this.#abort?.abort(CANCELED);
    this.resume();
  }

  close(): void {
    this.cancel();
    for (const { state } of this.#items) if (state.kind === 'done') void state.result.remove();
  }

  async #work(
    { id, file }: FileItem,
    options: FileOptions,
    tools: FileTools,
    signal: AbortSignal,
  ): Promise<void> {
    let startedMs = performance.now();
    this.#setState(id, { kind: 'running', share: 0, leftS: undefined });
    const control: JobControl = {
      signal,
      gate: async () => {
        const pausedMs = performance.now();
        await this.#pause?.over;
        startedMs += performance.now() - pausedMs;
        signal.throwIfAborted();
      },
      onProgress: (share) => {
        const spentS = (performance.now() - startedMs) / 1000;
        const leftS = share < MIN_SHARE_FOR_GUESS ? undefined : (spentS * (1 - share)) / share;
        this.#setState(id, { kind: 'running', share, leftS });
      },
      onPicture: (canvas) => {
        const item = this.#items.find((one) => one.id === id);
        if (item !== undefined) this.#handlers.onPicture(item, canvas);
      },
    };
    try {
      // Codecs are large, and needed by few visits.
      const { processFile } = await import('./process-file.ts');
      this.#setState(id, { kind: 'done', result: await processFile(file, options, tools, control) });
    } catch (error) {
      if (signal.aborted) this.#setState(id, { kind: 'canceled' });
      else {
        // What a decoder or a demuxer throws in the middle of a file is about the file.
        const fallback = error instanceof FileError ? 'failed' : 'damaged';
        this.#setState(id, { kind: 'failed', problem: readFileError(error, fallback) });
      }
    }
  }

  #setState(id: number, state: FileState): void {
    this.#items = this.#items.map((item) => (item.id === id ? { ...item, state } : item));
    this.#tell();
  }

  #tell(): void {
    this.#handlers.onChange({
      items: this.#items,
      isRunning: this.#abort !== undefined,
      isPaused: this.#pause !== undefined,
    });
  }
}
