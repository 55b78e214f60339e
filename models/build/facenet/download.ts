/**
 * @file Downloads one large file, resumably: what has arrived waits in `<file>.part` for the next attempt.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ModelBuildError } from '../source-package.ts';

/** What to download, and whom to tell. */
export interface DownloadOptions {
  readonly url: string;
  /** Where the whole file will be. */
  readonly target: string;
  /** Receives the bytes that are there, and those that there will be; the second is 0 while it is unknown. */
  readonly onProgress?: (bytes: number, totalBytes: number) => void;
  /** Without a byte for so long, the attempt is given up. */
  readonly stallTimeoutMs?: number;
}

/** Long enough for a server that has to wake up, short enough to be believed. */
const STALL_TIMEOUT_MS = 60_000;

/** The server's answer to what was asked for. */
interface Reply {
  readonly response: Response;
  /** Bytes of the part that stay; 0 when the server sends everything. */
  readonly keptBytes: number;
  /** Size of the whole file; 0 when the server does not say. */
  readonly totalBytes: number;
}

/**
 * Makes `target` hold what `url` serves.
 * @throws {ModelBuildError} with one sentence that names the remedy; what has arrived stays for the next attempt.
 */
export async function downloadFile(options: DownloadOptions): Promise<void> {
  const { target, url } = options;
  const part = `${target}.part`;
  await mkdir(path.dirname(target), { recursive: true });
  const totalBytes = await receive(part, options);
  const bytes = await sizeOf(part);
  if (totalBytes !== 0 && bytes !== totalBytes) {
    if (bytes > totalBytes) await rm(part, { force: true });
    throw new ModelBuildError(stoppedText(target, bytes, totalBytes, 'the connection ended early', url));
  }
  await rename(part, target);
}

/** Appends to the part, or begins it anew; gives the size that the whole file should have. */
async function receive(part: string, options: DownloadOptions): Promise<number> {
  const { url, target, onProgress = () => undefined, stallTimeoutMs = STALL_TIMEOUT_MS } = options;
  const stall = new AbortController();
  let timer = setTimeout(abort, stallTimeoutMs);
  function abort(): void {
    stall.abort(new Error(`nothing came for ${String(Math.round(stallTimeoutMs / 1000))} s`));
  }

  let totalBytes = 0;
  let bytes = 0;
  let hasReply = false;
  try {
    const reply = await request(url, part, stall.signal);
    if (reply === undefined) return 0;
    hasReply = true;
    totalBytes = reply.totalBytes;
    bytes = reply.keptBytes;
    const { body } = reply.response;
    if (body === null) throw new Error('the answer is empty');
    const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        clearTimeout(timer);
        timer = setTimeout(abort, stallTimeoutMs);
        bytes += chunk.length;
        onProgress(bytes, totalBytes);
        yield chunk;
      }
    };
    const file = createWriteStream(part, { flags: reply.keptBytes > 0 ? 'a' : 'w' });
    await pipeline(body, counted, file, { signal: stall.signal });
    return totalBytes;
  } catch (cause) {
    if (cause instanceof ModelBuildError) throw cause;
    const reason = reasonOf(stall.signal.aborted ? stall.signal.reason : cause);
    throw new ModelBuildError(
      hasReply
        ? stoppedText(target, await sizeOf(part), totalBytes, reason, url)
        : `${path.basename(target)} could not be downloaded (${reason}): ${byHandText(url)}.`,
      { cause },
    );
  } finally {
    clearTimeout(timer);
  }
}

/** Asks for what is missing. `undefined` when the part is the whole file already. */
async function request(url: string, part: string, signal: AbortSignal): Promise<Reply | undefined> {
  const present = await sizeOf(part);
  // A compressed answer would count other bytes than those of the file.
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (present > 0) headers['range'] = `bytes=${String(present)}-`;
  const response = await fetch(url, { headers, signal });
  if (response.status === 416 && present > 0) {
    await response.body?.cancel();
    const [, total] = /^bytes \*\/(\d+)$/.exec(response.headers.get('content-range') ?? '') ?? [];
    if (Number(total) === present) return undefined;
    await rm(part);
    return request(url, part, signal);
  }
  if (!response.ok) {
    await response.body?.cancel();
    throw new ModelBuildError(
      `The server refuses ${url} (status ${String(response.status)}): ${byHandText(url)}.`,
    );
  }
  const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(response.headers.get('content-range') ?? '');
  if (response.status === 206 && range !== null && Number(range[1]) === present) {
    return { response, keptBytes: present, totalBytes: Number(range[2]) };
  }
  if (response.status === 206) {
    await response.body?.cancel();
    await rm(part, { force: true });
    return request(url, part, signal);
  }
  return { response, keptBytes: 0, totalBytes: Number(response.headers.get('content-length') ?? 0) };
}

function stoppedText(target: string, bytes: number, totalBytes: number, reason: string, url: string): string {
  const amount = totalBytes === 0 ? megabytes(bytes) : `${megabytes(bytes)} of ${megabytes(totalBytes)}`;
  return (
    `The download of ${path.basename(target)} stopped after ${amount} MB (${reason}): run the command again, ` +
    `it goes on from there, or ${byHandText(url)}.`
  );
}

function byHandText(url: string): string {
  return `download it yourself from ${url} and run npm run models:facenet -- --weights FILE`;
}

/** `fetch` says "fetch failed" and keeps the reason inside. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
