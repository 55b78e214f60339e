/** @file Serves folders on 127.0.0.1, with ranges, as videos ask for. Nothing comes from anywhere else. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.webm': 'video/webm',
  '.mp4': 'video/mp4',
  '.vtt': 'text/vtt',
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.mpd': 'application/dash+xml',
};

export interface StaticSiteOptions {
  /** The folder of every address that begins with none of `folders`. */
  readonly root: string;
  /** First parts of an address, with a slash at both ends, and the folders that they stand for. */
  readonly folders: readonly (readonly [string, string])[];
  /** For every answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface StaticSite {
  /** Where Nametag is switched on. */
  readonly url: string;
  /** The same pages as another site, where it is not. */
  readonly otherUrl: string;
  /** Files that were asked for, by the ends of their addresses. */
  readonly served: ReadonlySet<string>;
  close(): Promise<void>;
}

export async function startStaticSite(options: StaticSiteOptions): Promise<StaticSite> {
  const served = new Set<string>();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    served.add(path.posix.basename(pathname));
    send(options, pathname, request, response).catch(() => {
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

async function send(
  options: StaticSiteOptions,
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = locate(options, decodeURIComponent(pathname));
  const { size } = await stat(file);
  const headers = {
    ...options.headers,
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

function locate({ root, folders }: StaticSiteOptions, pathname: string): string {
  if (pathname.split('/').includes('..')) throw new Error('There is no such page.');
  const [prefix = '/', folder = root] = folders.find(([start]) => pathname.startsWith(start)) ?? [];
  return path.join(folder, pathname.slice(prefix.length), pathname.endsWith('/') ? 'index.html' : '');
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
