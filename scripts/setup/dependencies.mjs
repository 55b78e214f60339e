/**
 * @file Installs the dependencies when they are missing or belong to another lock file or Node.
 * A stamp in node_modules remembers what they were installed for.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runNpm } from './npm.mjs';
import { ROOT } from './run-node.mjs';
import { SetupError } from './setup-error.mjs';
import { startStep } from './steps.mjs';

/**
 * @param {{ title?: string, folder?: string, flags?: string[] }} [options] of another package within the repository: the
 *   step's title, where its lock file is, and further flags of `npm ci`
 * @throws SetupError when npm fails
 */
export async function ensureDependencies({ title = 'Dependencies', folder = ROOT, flags = [] } = {}) {
  const modules = path.join(folder, 'node_modules');
  const stampFile = path.join(modules, '.nametag-stamp');
  const lock = readFileSync(path.join(folder, 'package-lock.json'), 'utf8');
  const stamp = makeStamp(lock, process.versions.node, `${process.platform}-${process.arch}`);
  const installed = {
    stamp: readIfThere(stampFile),
    lock: readIfThere(path.join(modules, '.package-lock.json')),
  };
  const step = startStep(title);
  if (areDependenciesFresh(installed, { stamp, lock })) {
    if (installed.stamp === undefined) writeFileSync(stampFile, stamp);
    step.done();
    return;
  }
  let fetched = 0;
  const { code, output } = await runNpm(
    ['ci', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=http', ...flags],
    (line) => {
      if (!line.startsWith('npm http ')) return;
      fetched += 1;
      step.update(`${fetched} files fetched`);
    },
  );
  if (code !== 0) {
    step.fail();
    throw new SetupError('The dependencies could not be installed: see above what npm says.', {
      details: withoutProgress(output),
    });
  }
  writeFileSync(stampFile, stamp);
  step.done('npm ci');
}

/**
 * @param {string} lock the text of package-lock.json
 * @param {string} nodeVersion
 * @param {string} machine platform and architecture: some packages hold native code
 */
export function makeStamp(lock, nodeVersion, machine) {
  const hash = createHash('sha256').update(lock.replaceAll('\r\n', '\n')).digest('hex');
  return `${hash} node${nodeVersion.split('.')[0]} ${machine}\n`;
}

/**
 * Without a stamp somebody may have typed `npm ci` by hand: then npm's own record in node_modules decides.
 * @param {{ stamp?: string | undefined, lock?: string | undefined }} installed what node_modules says
 * @param {{ stamp: string, lock: string }} wanted
 */
export function areDependenciesFresh(installed, wanted) {
  if (installed.lock === undefined) return false;
  if (installed.stamp !== undefined) return installed.stamp === wanted.stamp;
  try {
    const have = JSON.parse(installed.lock).packages;
    const want = Object.entries(JSON.parse(wanted.lock).packages).filter(([where]) => where !== '');
    return want.every(([where, { version, optional }]) =>
      have[where] === undefined ? optional === true : have[where].version === version,
    );
  } catch {
    // A record that cannot be read is no record: install.
    return false;
  }
}

function withoutProgress(output) {
  return output
    .split('\n')
    .filter((line) => !line.startsWith('npm http '))
    .slice(-30)
    .join('\n');
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
