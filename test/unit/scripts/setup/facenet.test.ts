/** @file What `npm start` does about FaceNet: fetch it where its address answers, and never stand in the way. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { beginFacenet, isFacenetBuilt } from '../../../../scripts/setup/facenet.mjs';

let modelsDir: string;
let server: Server;
let url: string;
const asked: string[] = [];
let status = 200;

beforeEach(async () => {
  modelsDir = mkdtempSync(path.join(tmpdir(), 'nametag-start-'));
  writeFileSync(
    path.join(modelsDir, 'facenet-512.json'),
    JSON.stringify({ id: 'facenet-512-vggface2', origin: { url: 'http://127.0.0.1:1' } }),
  );
  asked.length = 0;
  status = 200;
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    // What answers with 0 never answers.
    if (status !== 0) response.writeHead(status).end('bytes');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
  rmSync(modelsDir, { recursive: true });
  vi.restoreAllMocks();
});

/** The whole of it, and what it printed. */
async function start(run = runs(0, 'converted')): Promise<string> {
  const lines = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  const facenet = beginFacenet({ modelsDir, url, run });
  facenet.fetch();
  await facenet.finish();
  return lines.mock.calls
    .map(([line]) => String(line))
    .filter((line) => !line.startsWith('…'))
    .join('');
}

function runs(code: number, output: string) {
  return vi.fn<NonNullable<NonNullable<Parameters<typeof beginFacenet>[0]>['run']>>(() =>
    Promise.resolve({ code, output }),
  );
}

test('fetches where the address answers, and says how long it took', async () => {
  const run = runs(0, 'converted');
  expect(await start(run)).toMatch(/^✓ FaceNet .*downloaded and converted in \d+ s\n$/);
  expect(asked).toEqual(['/Conv2d_1a_3x3_Conv2D_bias.npy']);
  expect(run.mock.calls[0]?.[0]).toEqual([
    'scripts/models-facenet.mjs',
    '--dim',
    '512',
    '--max-minutes',
    '5',
  ]);
  expect(run.mock.calls[0]?.[1].env).toEqual({ FACENET_URL: url, FACENET_WEIGHTS: '' });
});

test('asks for nothing where FaceNet is there', async () => {
  build('facenet-512-vggface2', 5);
  expect(isFacenetBuilt(modelsDir)).toBe(true);
  const run = runs(0, '');
  expect(await start(run)).toBe('');
  expect(run).not.toHaveBeenCalled();
  expect(asked).toEqual([]);
});

test.for([
  ['made for another card', 'facenet-512', 5],
  ['cut off', 'facenet-512-vggface2', 6],
] as const)('a network that is %s is not there', ([, id, bytes]) => {
  build(id, bytes);
  expect(isFacenetBuilt(modelsDir)).toBe(false);
});

test('goes on where nothing listens', async () => {
  await new Promise((resolve) => server.close(resolve));
  const run = runs(0, '');
  expect(await start(run)).toMatch(
    /^– FaceNet .*FaceNet's address does not answer\. Nametag uses its default network\. To get FaceNet: npm run models:facenet\n$/,
  );
  expect(run).not.toHaveBeenCalled();
});

test('goes on where the server is silent, after three seconds', async () => {
  status = 0;
  const startedAt = performance.now();
  expect(await start()).toContain("FaceNet's address does not answer.");
  expect(performance.now() - startedAt).toBeLessThan(6000);
});

test('goes on where the address refuses', async () => {
  status = 404;
  expect(await start()).toContain("FaceNet's address refuses (status 404). Nametag uses");
});

test('goes on after a broken download, with its sentence', async () => {
  const run = runs(1, '✗ Weights  1.0 s\nThe download of FaceNet stopped after 3.0 of 93.9 MB.\n');
  expect(await start(run)).toMatch(
    /^– FaceNet .*The download of FaceNet stopped after 3\.0 of 93\.9 MB\. Nametag uses its default network\./,
  );
});

function build(id: string, bytes: number): void {
  mkdirSync(path.join(modelsDir, 'built'));
  writeFileSync(path.join(modelsDir, 'built', 'a.onnx'), '12345');
  writeFileSync(
    path.join(modelsDir, 'built', 'facenet-512.json'),
    JSON.stringify({ id, file: 'a.onnx', bytes }),
  );
}
