/**
 * @file A small web site for the model tests: networks, their runtimes and the test pages, on 127.0.0.1 only.
 * TypeScript of the test pages and of the product is served as JavaScript, with the names of packages replaced by addresses of this site.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT_DIR = fileURLToPath(new URL('../..', import.meta.url));

/** First part of an address, and the folder that it stands for. */
const FOLDERS: Readonly<Record<string, string>> = {
  page: 'test/model/page',
  models: 'models/built',
  'face-api': 'node_modules/@vladmandic/face-api',
  'face-detection': 'node_modules/@mediapipe/face_detection',
  src: 'src',
  'shared-faces': '../shared/faces',
  'tasks-vision': 'node_modules/@mediapipe/tasks-vision',
  'onnxruntime-web': 'node_modules/onnxruntime-web/dist',
};

/** Import in a test page, and the file that the browser gets for it. */
const PACKAGES: Readonly<Record<string, string>> = {
  '@vladmandic/face-api': '/face-api/dist/face-api.esm.js',
  '@mediapipe/tasks-vision': '/tasks-vision/vision_bundle.mjs',
  'onnxruntime-web/wasm': '/onnxruntime-web/ort.wasm.min.mjs',
};

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.ts': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.jpg': 'image/jpeg',
};

/** A running site. */
export interface ModelSite {
  /** For example `http://127.0.0.1:40123`, without a slash at the end. */
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** Starts the site on a free port; the caller closes it. */
export async function startModelSite(): Promise<ModelSite> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    readResource(pathname).then(
      ({ type, content }) => response.writeHead(200, { 'content-type': type }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the site has no port');
  return { origin: `http://127.0.0.1:${String(address.port)}`, close: () => closeServer(server) };
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) =>
    server.close(() => {
      resolve();
    }),
  );
  server.closeAllConnections();
  await closed;
}

async function readResource(pathname: string): Promise<{ type: string; content: Uint8Array | string }> {
  if (pathname === '/') return { type: 'text/html', content: '<!doctype html><title>Model test</title>' };
  const [, first = '', ...rest] = pathname.split('/');
  const folder = FOLDERS[first];
  if (folder === undefined || rest.includes('..')) throw new Error(`no resource ${pathname}`);
  const content = await readFile(path.join(ROOT_DIR, folder, ...rest));
  const extension = path.extname(pathname);
  return {
    type: CONTENT_TYPES[extension] ?? 'application/octet-stream',
    content: extension === '.ts' ? toJavaScript(content.toString('utf8')) : content,
  };
}

function toJavaScript(source: string): string {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
      verbatimModuleSyntax: true,
    },
  });
  return Object.entries(PACKAGES).reduce(
    (code, [name, address]) => code.replaceAll(`'${name}'`, `'${address}'`),
    outputText,
  );
}
