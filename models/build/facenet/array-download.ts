/**
 * @file Downloads FaceNet's arrays, a few at a time. A file appears under its name when all of it is there and its sha256 is
 * the pinned one, so that the next attempt fetches only what is missing.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { recordOf, recordOfFile, writeFileAtomically } from '../atomic-file.ts';
import { ModelBuildError } from '../source-package.ts';

/** A file to fetch. */
export interface PinnedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What to download, and whom to tell. */
export interface ArrayDownloadOptions {
  /** Every file is at `<url>/<name>`. */
  readonly url: string;
  readonly folder: string;
  readonly files: readonly PinnedFile[];
  /** Receives the bytes that are there, and those of all files. */
  readonly onProgress?: (bytes: number, totalBytes: number) => void;
  /** Without a byte for so long, the attempt is given up. */
  readonly stallTimeoutMs?: number;
  /** After so long it is given up, whatever comes. */
  readonly maxMinutes?: number | undefined;
}

/** Most of the files are small, and waiting for the answer takes longer than they do. */
const PARALLEL_REQUESTS = 6;
/** Long enough for a server that has to wake up, short enough to be believed. */
const STALL_TIMEOUT_MS = 30_000;

/** Where whoever cannot download may get the files otherwise. */
const BY_HAND =
  'or get them elsewhere with "git clone https://github.com/webmachinelearning/test-data" and run ' +
  'npm run models:facenet -- --weights test-data/models/facenet_nhwc/weights';

/**
 * Makes `folder` hold every file.
 * @returns the bytes that were fetched; 0 when all was there.
 * @throws {ModelBuildError} with one sentence that names the remedy; what has arrived stays for the next attempt.
 */
export async function downloadArrays(options: ArrayDownloadOptions): Promise<number> {
  const { folder, files, maxMinutes } = options;
  await mkdir(folder, { recursive: true });
  const missing: PinnedFile[] = [];
  for (const file of files) if (!(await isThere(folder, file))) missing.push(file);
  const progress = new Progress(options, sumBytes(files), sumBytes(files) - sumBytes(missing));
  const ending = new AbortController();
  const timer =
    maxMinutes === undefined
      ? undefined
      : setTimeout(() => {
          ending.abort(new Error(`it took more than ${String(maxMinutes)} minutes`));
        }, maxMinutes * 60_000);
  let failure: Error | undefined;
  const queue = [...missing];
  const work = async (): Promise<void> => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      try {
        await fetchFile(file, options, progress, ending.signal);
      } catch (error) {
        // The first failure speaks; the others only stop.
        failure ??= error instanceof Error ? error : new Error(String(error));
        queue.length = 0;
        ending.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_REQUESTS }, work));
  clearTimeout(timer);
  if (failure !== undefined) throw failure;
  return sumBytes(missing);
}

async function fetchFile(
  file: PinnedFile,
  { url, folder, stallTimeoutMs = STALL_TIMEOUT_MS }: ArrayDownloadOptions,
  progress: Progress,
  ending: AbortSignal,
): Promise<void> {
  const address = `${url}/${file.name}`;
  const stall = new Stall(stallTimeoutMs, ending);
  let content: Uint8Array;
  try {
    const response = await fetch(address, { signal: stall.signal });
    await refuseOthers(response, file, address);
    content = await receive(response, file, (bytes) => {
      stall.rest();
      progress.add(bytes);
    });
  } catch (cause) {
    if (cause instanceof ModelBuildError) throw cause;
    throw new ModelBuildError(brokenText(reasonOf(stall.reason ?? cause), address, progress), { cause });
  } finally {
    stall.end();
  }
  const { sha256 } = recordOf(content);
  if (sha256 !== file.sha256) {
    throw new ModelBuildError(
      `${address} sent other bytes than those that were published (sha256 ${sha256}, not ${file.sha256}), and they were ` +
        `not kept: run the command again, ${BY_HAND}.`,
    );
  }
  await writeFileAtomically(path.join(folder, file.name), content);
}

/** A status that is none of success, or a page for people: a login of the network, a proxy's refusal. */
async function refuseOthers(response: Response, file: PinnedFile, address: string): Promise<void> {
  const isPage = /^text\/html\b/.test(response.headers.get('content-type') ?? '');
  if (response.ok && !isPage) return;
  await response.body?.cancel();
  throw new ModelBuildError(
    response.ok
      ? `A web page came instead of ${file.name}, probably from your network's login or proxy: open ${address} in a ` +
          `browser to see it, then run the command again, ${BY_HAND}.`
      : `The server refuses ${address} (status ${String(response.status)}): run the command again later, ${BY_HAND}.`,
  );
}

/** Reads so many bytes as the file has; more are not waited for. */
async function receive(
  response: Response,
  file: PinnedFile,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array> {
  const content = new Uint8Array(file.bytes);
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    if (bytes + chunk.length > file.bytes) return chunk;
    content.set(chunk, bytes);
    bytes += chunk.length;
    onBytes(chunk.length);
  }
  // What is too short has the wrong sha256, too, but another reason.
  if (bytes < file.bytes) throw new Error('the connection ended early');
  return content;
}

function brokenText(reason: string, address: string, { bytes, totalBytes }: Progress): string {
  return bytes === 0
    ? `FaceNet's weights could not be downloaded from ${address} (${reason}): check the network connection and run the ` +
        `command again, ${BY_HAND}.`
    : `The download of FaceNet's weights stopped after ${megabytes(bytes)} of ${megabytes(totalBytes)} MB (${reason}): run the ` +
        `command again, it goes on from there, ${BY_HAND}.`;
}

/** Counts what all requests together have brought. */
class Progress {
  readonly totalBytes: number;
  bytes: number;
  readonly #tell: (bytes: number, totalBytes: number) => void;

  constructor({ onProgress = () => undefined }: ArrayDownloadOptions, totalBytes: number, bytes: number) {
    this.totalBytes = totalBytes;
    this.bytes = bytes;
    this.#tell = onProgress;
  }

  add(bytes: number): void {
    this.bytes += bytes;
    this.#tell(this.bytes, this.totalBytes);
  }
}

/** Ends a request that is silent for too long, or with all others. */
class Stall {
  readonly signal: AbortSignal;
  readonly #silence = new AbortController();
  readonly #timeoutMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(timeoutMs: number, ending: AbortSignal) {
    this.#timeoutMs = timeoutMs;
    this.signal = AbortSignal.any([this.#silence.signal, ending]);
    this.rest();
  }

  /** Why the request ended, if it was ended here. */
  get reason(): unknown {
    return this.signal.aborted ? (this.signal.reason as unknown) : undefined;
  }

  /** Starts counting again. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#silence.abort(new Error(`nothing came for ${String(Math.round(this.#timeoutMs / 1000))} s`));
    }, this.#timeoutMs);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

async function isThere(folder: string, { name, bytes, sha256 }: PinnedFile): Promise<boolean> {
  const record = await recordOfFile(path.join(folder, name)).catch(() => undefined);
  return record?.bytes === bytes && record.sha256 === sha256;
}

function sumBytes(files: readonly PinnedFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** `fetch` says "fetch failed" and keeps the reason inside. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
