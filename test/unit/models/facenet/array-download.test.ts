/** @file The download of the arrays: whole, resumed, and with one sentence for every way to fail. */
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordOf } from '../../../../models/build/atomic-file.ts';
import {
  downloadArrays,
  type ArrayDownloadOptions,
} from '../../../../models/build/facenet/array-download.ts';
import { serveArrays, type ArrayServer, type Misdeed } from './array-server.ts';

const CONTENTS = new Map(
  Array.from({ length: 20 }, (_, file) => [
    `Layer_${String(file)}_kernel.npy`,
    Uint8Array.from({ length: 20_000 }, (__, index) => (index * 7919 + file) >> 3),
  ]),
);
const FILES = [...CONTENTS].map(([name, content]) => ({ name, ...recordOf(content) }));
const SPOILED = 'Layer_9_kernel.npy';
const BY_HAND =
  'or get them elsewhere with "git clone https://github.com/webmachinelearning/test-data" and run ' +
  'npm run models:facenet -- --weights test-data/models/facenet_nhwc/weights.';

let folder: string;
let server: ArrayServer;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nametag-arrays-'));
  server = await serveArrays(CONTENTS);
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const download = (options: Partial<ArrayDownloadOptions> = {}) =>
  downloadArrays({ url: server.url, folder, files: FILES, ...options });

async function expectComplete(): Promise<void> {
  expect((await readdir(folder)).sort()).toEqual([...CONTENTS.keys()].sort());
  for (const [name, content] of CONTENTS) {
    expect(Buffer.compare(await readFile(path.join(folder, name)), content)).toBe(0);
  }
}

test('brings every file and tells how far it is', async () => {
  const progress: (readonly [number, number])[] = [];
  expect(await download({ onProgress: (...numbers) => progress.push(numbers) })).toBe(400_000);
  await expectComplete();
  expect(progress.at(-1)).toEqual([400_000, 400_000]);
});

test('a second run asks for nothing', async () => {
  await download();
  server.asked.length = 0;
  expect(await download()).toBe(0);
  expect(server.asked).toEqual([]);
});

test('fetches again what is damaged or cut off, and nothing else', async () => {
  await download();
  server.asked.length = 0;
  await writeFile(path.join(folder, 'Layer_3_kernel.npy'), new Uint8Array(20_000));
  await writeFile(path.join(folder, 'Layer_4_kernel.npy'), 'short');
  expect(await download()).toBe(40_000);
  expect(server.asked.sort()).toEqual(['Layer_3_kernel.npy', 'Layer_4_kernel.npy']);
  await expectComplete();
});

test.for<[misdeed: Misdeed, sentence: RegExp]>([
  [
    'page',
    /^A web page came instead of Layer_9_kernel\.npy, probably from your network's login or proxy: open http:\S+Layer_9_kernel\.npy in a browser to see it, then run the command again, /,
  ],
  [
    'refusal',
    /^The server refuses http:\S+Layer_9_kernel\.npy \(status 404\): run the command again later, /,
  ],
  [
    'part',
    /^The download of FaceNet's weights stopped after 0\.\d of 0\.4 MB \(.+\): run the command again, it goes on from there, /,
  ],
  [
    'silence',
    /^The download of FaceNet's weights stopped after 0\.\d of 0\.4 MB \(nothing came for 1 s\): run the command again, it goes on from there, /,
  ],
  [
    'other bytes',
    /^http:\S+Layer_9_kernel\.npy sent other bytes than those that were published \(sha256 [0-9a-f]{64}, not [0-9a-f]{64}\), and they were not kept: run the command again, /,
  ],
  ['more bytes', /^http:\S+Layer_9_kernel\.npy sent other bytes than those that were published /],
])('%s: one sentence, and the next run finishes it', async ([misdeed, sentence]) => {
  server.misdeeds.set(SPOILED, misdeed);
  const error: unknown = await download({ stallTimeoutMs: 600 }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
  const text = error instanceof Error ? error.message : '';
  expect(text).toMatch(sentence);
  expect(text.endsWith(BY_HAND)).toBe(true);
  const kept = await readdir(folder);
  expect(kept).not.toContain(SPOILED);
  expect(kept.filter((name) => name.endsWith('.tmp'))).toEqual([]);

  server.misdeeds.clear();
  server.asked.length = 0;
  await download();
  expect(server.asked).toHaveLength(FILES.length - kept.length);
  await expectComplete();
});

test('without a network it says how to do it otherwise', async () => {
  await server.close();
  await expect(download()).rejects.toThrow(
    new RegExp(
      `^FaceNet's weights could not be downloaded from ${server.url}/Layer_\\d_kernel.npy \\(ECONNREFUSED\\): ` +
        'check the network connection and run the command again, or get them elsewhere ',
    ),
  );
});

test('a limit ends what goes on for too long', async () => {
  server.misdeeds.set(SPOILED, 'silence');
  await expect(download({ maxMinutes: 0.01 })).rejects.toThrow(
    /stopped after 0\.\d of 0\.4 MB \(it took more than 0\.01 minutes\): run the command again, it goes on from there/,
  );
});
