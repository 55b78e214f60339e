/** @file A command-line tool on the built extension, from a fresh clone on: all set-up, then its TypeScript. */
import { spawn } from 'node:child_process';
import { findChrome } from '../browser/find-chrome.mjs';
import { checkNode } from './check-node.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureBuild } from './extension-build.mjs';
import { ensureModels } from './model-files.mjs';
import { ROOT } from './run-node.mjs';
import { printError } from './setup-error.mjs';

/** Paths in the flags are the person's: relative to the folder in this variable. */
const CALLED_FROM = 'NAMETAG_CALLED_FROM';

/**
 * Sets the exit code. The flags are read before anything else is done, so that a wrong one is told at once.
 * @param {{ name: string, main: string, help: string, wantsHelp: (args: string[]) => boolean }} tool
 *   `name` is the npm script's, `wantsHelp` throws a SetupError for wrong flags
 */
export async function runTool(tool) {
  try {
    await run(tool, process.argv.slice(2));
  } catch (error) {
    printError(error);
    process.exitCode = 1;
  }
}

async function run({ name, main, help, wantsHelp }, args) {
  checkNode();
  if (wantsHelp(args)) {
    console.log(help);
    return;
  }
  await ensureDependencies();
  const chrome = await findChrome();
  await ensureModels();
  await ensureBuild();
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], {
    cwd: ROOT,
    env: { ...process.env, CHROME_PATH: chrome, [CALLED_FROM]: calledFrom(name) },
    stdio: 'inherit',
  });
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.exitCode = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** npm runs its scripts in the project's folder, and keeps in INIT_CWD where it was called itself. */
function calledFrom(name) {
  const isByNpm = process.env.npm_lifecycle_event === name;
  return (isByNpm ? process.env.INIT_CWD : undefined) ?? process.cwd();
}
