/**
 * @file Serves the demo page on 127.0.0.1, and from a second port (so another origin) the clip that it recorded.
 * Only what the page needs is served; TypeScript goes out as JavaScript.
 */
import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const DEMO = fileURLToPath(new URL('.', import.meta.url));
const PHOTOS = fileURLToPath(new URL('../../node_modules/@vladmandic/face-api/demo/', import.meta.url));
const MAX_CLIP_BYTES = 20_000_000;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.jpg': 'image/jpeg',
};

export interface DemoServer {
  /** The page's address, with a slash at its end. */
  url: string;
  close(): Promise<void>;
}

/** @param port 0 takes any free one */
export async function startDemoServer(port = 0): Promise<DemoServer> {
  let clip = Buffer.alloc(0);
  const foreign = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'video/webm' }).end(clip);
  });
  const foreignUrl = await listen(foreign, 0);
  const main = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const answering =
      request.method === 'PUT' && pathname === '/clip'
        ? readBody(request).then((body) => {
            clip = body;
            response.end(`${foreignUrl}clip.webm`);
          })
        : pathname === '/clip.webm'
          ? Promise.resolve(response.writeHead(200, { 'content-type': 'video/webm' }).end(clip))
          : sendFile(pathname, response);
    answering.catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  const url = await listen(main, port);
  return {
    url,
    async close() {
      await Promise.all([close(main), close(foreign)]);
    },
  };
}

async function sendFile(pathname: string, response: ServerResponse): Promise<void> {
  const file = locateFile(pathname);
  const type = TYPES[path.extname(file ?? '')];
  if (file === undefined || type === undefined || !existsSync(file)) {
    response.writeHead(404).end('There is no such page.');
    return;
  }
  response.setHeader('content-type', type);
  response.setHeader('cache-control', 'no-store');
  if (file.endsWith('.ts')) {
    response.end(translate(await readFile(file, 'utf8')));
  } else {
    createReadStream(file).pipe(response);
  }
}

/** `/demo/…` is this folder, `/photos/…` the package's photos. */
function locateFile(pathname: string): string | undefined {
  if (pathname === '/') return path.join(DEMO, 'page', 'index.html');
  const demo = /^\/demo\/((?:page\/)?[\w-]+\.(?:ts|css))$/.exec(pathname)?.[1];
  if (demo !== undefined) return path.join(DEMO, demo);
  const photo = /^\/photos\/(sample\d\.jpg)$/.exec(pathname)?.[1];
  return photo === undefined ? undefined : path.join(PHOTOS, photo);
}

function translate(source: string): string {
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
  };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}

async function readBody(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request) {
    if (!(part instanceof Uint8Array)) throw new Error('Expected bytes.');
    length += part.length;
    if (length > MAX_CLIP_BYTES) throw new Error('The clip is too large.');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The server has no port.'));
      else resolve(`http://127.0.0.1:${String(address.port)}/`);
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
