/**
 * @file Serves the bench's pages on 127.0.0.1, cross-origin isolated, as threads in WebAssembly ask for. Packages go out as they
 * are installed; nothing comes from anywhere else.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What the bench makes for itself, and makes again where it is missing. */
export const OUT = path.join(ROOT, 'out', 'bench');
export const SITE_DIR = path.join(OUT, 'site');
export const CLIPS_DIR = path.join(OUT, 'clips');
export const RANDOM_DIR = path.join(OUT, 'random');

/** First parts of an address, and the folders that they stand for; anything else is in `SITE_DIR`. */
const FOLDERS: readonly (readonly [string, string])[] = [
  ['/clips/', CLIPS_DIR],
  ['/random/', RANDOM_DIR],
  ['/models/', path.join(ROOT, 'models/built')],
  ['/wasm/kernels/', path.join(ROOT, 'dist/wasm/kernels')],
  ['/wasm/onnxruntime/', path.join(ROOT, 'node_modules/onnxruntime-web/dist')],
  ['/wasm/mediapipe/', path.join(ROOT, 'node_modules/@mediapipe/tasks-vision/wasm')],
  ['/face-api/', path.join(ROOT, 'node_modules/@vladmandic/face-api')],
  ['/human/', path.join(ROOT, 'node_modules/@vladmandic/human')],
  ['/tfjs/', path.join(ROOT, 'node_modules/@tensorflow/tfjs-backend-wasm/dist')],
];

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.jpg': 'image/jpeg',
  '.webm': 'video/webm',
};

/** For pages with threads, and for what they load. */
const ISOLATION = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
};

export interface BenchSite {
  /** Where Nametag is switched on. */
  readonly url: string;
  /** The same pages as another site, where it is not. */
  readonly otherUrl: string;
  /** Files that were asked for, by the ends of their addresses. */
  readonly served: ReadonlySet<string>;
  close(): Promise<void>;
}

export async function startBenchSite(): Promise<BenchSite> {
  const served = new Set<string>();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    served.add(path.posix.basename(pathname));
    send(pathname, request, response).catch(() => {
      response.writeHead(404).end('There is no such page.');
    });
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${String(port)}/`,
    otherUrl: `http://localhost:${String(port)}/`,
    served,
    close: () => close(server),
  };
}

async function send(pathname: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const file = locate(decodeURIComponent(pathname));
  const { size } = await stat(file);
  const headers = {
    ...ISOLATION,
    'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
    'accept-ranges': 'bytes',
    'cache-control': 'no-cache',
  };
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  if (range === null) {
    response.writeHead(200, { ...headers, 'content-length': size });
    createReadStream(file).pipe(response);
    return;
  }
  const start = Number(range[1]);
  const end = range[2] === '' ? size - 1 : Math.min(Number(range[2]), size - 1);
  response.writeHead(206, {
    ...headers,
    'content-length': Math.max(0, end - start + 1),
    'content-range': `bytes ${String(start)}-${String(end)}/${String(size)}`,
  });
  createReadStream(file, { start, end }).pipe(response);
}

function locate(pathname: string): string {
  if (pathname.split('/').includes('..')) throw new Error('There is no such page.');
  const [prefix = '/', folder = SITE_DIR] = FOLDERS.find(([start]) => pathname.startsWith(start)) ?? [];
  return path.join(folder, pathname.slice(prefix.length));
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The server has no port.'));
      else resolve(address.port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
