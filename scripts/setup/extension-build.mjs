/**
 * @file Builds the extension into dist/ when its sources have changed since the last build.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findProgram, ROOT, runNode } from './run-node.mjs';
import { SetupError } from './setup-error.mjs';
import { startStep } from './steps.mjs';

/** Everything that can change what is in dist/. */
const SOURCES = [
  'manifest.json',
  'package.json',
  'package-lock.json',
  'vite.config.ts',
  'scripts/vite-plugins.ts',
  'scripts/mediapipe-loader.ts',
  'scripts/kernels.mjs',
  'tsconfig.json',
  'tsconfig.base.json',
  'LICENSE',
  'THIRD_PARTY.md',
  'docs/licences',
  'src',
  'assets',
  'models',
];
/** What models are made from goes into no package. */
const IGNORED = ['models/downloads'];
const DIST = path.join(ROOT, 'dist');
/** Not in dist/: what is in there is shipped. */
const STAMP = path.join(ROOT, 'node_modules', '.nametag-build-stamp');

/**
 * @param {{ force?: boolean }} [options]
 * @throws SetupError
 */
export async function ensureBuild({ force = false } = {}) {
  const step = startStep('Extension');
  const stamp = hashSources(ROOT, SOURCES);
  if (!force && isBuildFresh(stamp)) {
    step.done();
    return;
  }
  rmSync(STAMP, { force: true });
  const { code, output } = await runNode([findProgram('vite'), 'build'], {
    onLine: (line) => step.update(line),
  });
  if (code !== 0) {
    step.fail();
    throw new SetupError('The extension could not be built: see above.', { details: output });
  }
  writeFileSync(STAMP, stamp);
  step.done('dist/');
}

function isBuildFresh(stamp) {
  return (
    existsSync(path.join(DIST, 'manifest.json')) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp
  );
}

/**
 * @param {string} root
 * @param {string[]} sources files and folders in it; those that do not exist count as empty
 * @returns {string} changes with every name and content, except that files over 1 MB (model weights, which their
 *   own build checks) count by size and time
 */
export function hashSources(root, sources) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => listFiles(root, source)).sort()) {
    const absolute = path.join(root, file);
    const { size, mtimeMs } = statSync(absolute);
    hash.update(`${file}\0${size}\0`);
    hash.update(size > 1_000_000 ? String(mtimeMs) : readFileSync(absolute));
  }
  return hash.digest('hex');
}

function listFiles(root, source) {
  const absolute = path.join(root, source);
  if (IGNORED.includes(source) || !existsSync(absolute)) return [];
  if (!statSync(absolute).isDirectory()) return [source];
  return readdirSync(absolute).flatMap((name) => listFiles(root, `${source}/${name}`));
}
