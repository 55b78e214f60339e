/**
 * @file Reads files out of an npm package that is fetched as a tarball and never installed, for packages that bring
 * dependencies that Nametag does not need. The tarball stays for the next time; its digest is on the model card.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { list } from 'tar';
import { runNpm } from '../../scripts/setup/npm.mjs';
import type { NpmTarballOrigin } from '../../src/recognition/model-card.ts';
import { recordOfFile } from './atomic-file.ts';
import { ModelBuildError, type SourcePackage } from './source-package.ts';

/** Puts the tarball of `name@version` into `folder`. */
export type PackTarball = (spec: string, folder: string) => Promise<{ code: number; output: string }>;

/** Where every npm tarball has its files. */
const TARBALL_ROOT = 'package';

/**
 * Opens the tarball in `downloadsDir`, which npm fetches first when it is missing or damaged.
 * @throws {ModelBuildError} when npm cannot fetch it, or it is not the one on the card.
 */
export async function openNpmTarball(
  origin: NpmTarballOrigin,
  downloadsDir: string,
  pack: PackTarball = packWithNpm,
): Promise<SourcePackage> {
  const name = `${origin.package} ${origin.version}`;
  const file = path.join(downloadsDir, `${origin.package.replaceAll('/', '-')}-${origin.version}.tgz`);
  if ((await digestOf(file)) !== origin.tarballSha256) await fetchTarball(origin, file, pack);
  return {
    read: async (wanted) => {
      const content = await readEntry(file, `${TARBALL_ROOT}/${wanted}`);
      if (content === undefined) throw new ModelBuildError(`${name} does not contain ${wanted}.`);
      return content;
    },
  };
}

/** Fetches into a folder of its own: two builds at once never see half a tarball. */
async function fetchTarball(origin: NpmTarballOrigin, file: string, pack: PackTarball): Promise<void> {
  const { package: name, version, tarballSha256 } = origin;
  const folder = path.join(path.dirname(file), randomUUID());
  await mkdir(folder, { recursive: true });
  try {
    const { code, output } = await pack(`${name}@${version}`, folder);
    const [packed] = (await readdir(folder)).filter((entry) => entry.endsWith('.tgz'));
    if (code !== 0 || packed === undefined) {
      throw new ModelBuildError(
        `npm could not download ${name} ${version} (${reasonIn(output)}): check the network and npm's registry ` +
          'settings, then run the same command again.',
      );
    }
    const digest = await digestOf(path.join(folder, packed));
    if (digest !== tarballSha256) {
      throw new ModelBuildError(
        `The registry sent ${name} ${version} with sha256 ${String(digest)}, but the model card expects ` +
          `${tarballSha256}: do not use this file; try npm's default registry.`,
      );
    }
    await rename(path.join(folder, packed), file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function packWithNpm(spec: string, folder: string): Promise<{ code: number; output: string }> {
  return runNpm(['pack', spec, '--pack-destination', folder, '--ignore-scripts', '--loglevel=error']);
}

async function readEntry(file: string, wanted: string): Promise<Uint8Array | undefined> {
  let content: Uint8Array | undefined;
  await list({
    file,
    filter: (entryPath) => entryPath === wanted,
    onReadEntry: (entry) => {
      const chunks: Uint8Array[] = [];
      entry.on('data', (chunk) => chunks.push(chunk));
      entry.on('end', () => (content = new Uint8Array(Buffer.concat(chunks))));
    },
  });
  return content;
}

async function digestOf(file: string): Promise<string | undefined> {
  try {
    return (await recordOfFile(file)).sha256;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The last thing npm said that is not about its log file. */
function reasonIn(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!) ?/u, '').trim())
    .filter((line) => line !== '' && !line.includes('complete log') && !line.endsWith('-debug-0.log'));
  return lines[0] ?? 'npm gave no reason';
}
