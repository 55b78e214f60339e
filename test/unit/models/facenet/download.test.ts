/** @file Downloads are whole, go on where they stopped, and say what to do when they cannot. */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { downloadFile } from '../../../../models/build/facenet/download.ts';
import { downloadWeights } from '../../../../models/build/facenet/weights-source.ts';
import { serveWeights, type Behaviour, type WeightsServer } from './weights-server.ts';

const CONTENT = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7919) >> 3);

let folder: string;
let target: string;
let server: WeightsServer;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nametag-download-'));
  target = path.join(folder, 'facenet_weights.h5');
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function serve(behaviour: Behaviour = {}): Promise<void> {
  server = await serveWeights(CONTENT, behaviour);
}

async function expectComplete(): Promise<void> {
  expect(Buffer.compare(await readFile(target), CONTENT)).toBe(0);
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
}

describe('downloadFile', () => {
  test('brings the whole file and tells how far it is', async () => {
    await serve();
    const progress: [number, number][] = [];
    await downloadFile({ url: server.url, target, onProgress: (...numbers) => progress.push(numbers) });
    await expectComplete();
    expect(server.ranges).toEqual(['']);
    expect(progress.at(-1)).toEqual([CONTENT.length, CONTENT.length]);
  });

  test('goes on where an earlier attempt stopped', async () => {
    await serve();
    await writeFile(`${target}.part`, CONTENT.subarray(0, 100_000));
    await downloadFile({ url: server.url, target });
    await expectComplete();
    expect(server.ranges).toEqual(['bytes=100000-']);
  });

  test('begins anew when the server ignores the range', async () => {
    await serve({ ignoresRanges: true });
    await writeFile(`${target}.part`, new Uint8Array(100_000).fill(9));
    await downloadFile({ url: server.url, target });
    await expectComplete();
  });

  test('a part that is the whole file is done', async () => {
    await serve();
    await writeFile(`${target}.part`, CONTENT);
    await downloadFile({ url: server.url, target });
    await expectComplete();
  });

  test('a part that is too long is thrown away', async () => {
    await serve();
    await writeFile(`${target}.part`, new Uint8Array(CONTENT.length + 1));
    await downloadFile({ url: server.url, target });
    await expectComplete();
    expect(server.ranges).toEqual([`bytes=${String(CONTENT.length + 1)}-`, '']);
  });

  test('takes a file whose length is not known before', async () => {
    await serve({ hidesLength: true });
    await downloadFile({ url: server.url, target });
    await expectComplete();
  });

  test('a broken connection keeps what came, and the next attempt finishes it', async () => {
    await serve({ breaksAfter: 120_000 });
    await expect(downloadFile({ url: server.url, target })).rejects.toThrow(
      /^The download of facenet_weights\.h5 stopped after 0\.\d of 0\.3 MB \(.+\): run the command again, it goes on from there, or download it yourself from http:\S+ and run npm run models:facenet -- --weights FILE\.$/,
    );
    expect(await readdir(folder)).toEqual(['facenet_weights.h5.part']);
    await downloadFile({ url: server.url, target });
    await expectComplete();
    expect(server.ranges[1]).toMatch(/^bytes=\d+-$/);
  });

  test('a silent server is given up', async () => {
    await serve({ stallsAfter: 1000 });
    await expect(downloadFile({ url: server.url, target, stallTimeoutMs: 300 })).rejects.toThrow(
      'nothing came for 0 s',
    );
  });

  test('a refusal names the address and the way around', async () => {
    await serve({ status: 404 });
    await expect(downloadFile({ url: server.url, target })).rejects.toThrow(
      `The server refuses ${server.url} (status 404): download it yourself from ${server.url} and run ` +
        'npm run models:facenet -- --weights FILE.',
    );
    expect(await readdir(folder)).toEqual([]);
  });

  test('without a network it says how to do it by hand', async () => {
    await serve();
    await server.close();
    await expect(downloadFile({ url: server.url, target })).rejects.toThrow(
      `facenet_weights.h5 could not be downloaded (ECONNREFUSED): download it yourself from ${server.url} and run ` +
        'npm run models:facenet -- --weights FILE.',
    );
  });
});

describe('downloadWeights', () => {
  const nothing = () => undefined;
  const DIGEST = createHash('sha256').update(CONTENT).digest('hex');

  test('takes the file whose digest is given, and does not download it twice', async () => {
    await serve();
    const first = await downloadWeights(server.url, folder, DIGEST, nothing);
    expect(first).toEqual({ path: target, isNew: true, bytes: CONTENT.length, sha256: DIGEST });
    expect(await downloadWeights(server.url, folder, DIGEST, nothing)).toEqual({ ...first, isNew: false });
    expect(server.ranges).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['facenet_weights.h5']);
  });

  test('downloads a damaged file again', async () => {
    await serve();
    await downloadWeights(server.url, folder, DIGEST, nothing);
    await writeFile(target, 'damaged');
    expect(await downloadWeights(server.url, folder, DIGEST, nothing)).toMatchObject({ isNew: true });
    await expectComplete();
  });

  test('refuses a file that is another one, and keeps nothing of it', async () => {
    await serve();
    const other = '0'.repeat(64);
    await expect(downloadWeights(server.url, folder, other, nothing)).rejects.toThrow(
      `${server.url} serves another file than was asked for: its sha256 is ${DIGEST}, not ${other}.`,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  test('downloads nothing whose digest it does not know', async () => {
    await serve();
    await expect(downloadWeights(server.url, folder, undefined, nothing)).rejects.toThrow(
      'No digest of facenet_weights.h5 is published, so it is not downloaded',
    );
    expect(server.ranges).toEqual([]);
  });
});
