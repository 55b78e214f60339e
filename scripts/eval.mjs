/** @file `npm run eval`: measures the accuracy of the built extension on labelled pictures, from a fresh clone on. */
import { spawn } from 'node:child_process';
import { findChrome } from './browser/find-chrome.mjs';
import { EVAL_HELP, parseEvalFlags } from './eval/flags.mjs';
import { checkNode } from './setup/check-node.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureBuild } from './setup/extension-build.mjs';
import { ensureModels } from './setup/model-files.mjs';
import { ROOT } from './setup/run-node.mjs';
import { printError } from './setup/setup-error.mjs';

/** Paths in the flags are the person's: relative to the folder in this variable. */
const CALLED_FROM = 'NAMETAG_CALLED_FROM';

try {
  await evaluate(process.argv.slice(2));
} catch (error) {
  printError(error);
  process.exitCode = 1;
}

async function evaluate(args) {
  checkNode();
  if (parseEvalFlags(args).help) {
    console.log(EVAL_HELP);
    return;
  }
  await ensureDependencies();
  const chrome = await findChrome();
  await ensureModels();
  await ensureBuild();
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/eval/main.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, CHROME_PATH: chrome, [CALLED_FROM]: calledFrom() },
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
function calledFrom() {
  const isByNpm = process.env.npm_lifecycle_event === 'eval';
  return (isByNpm ? process.env.INIT_CWD : undefined) ?? process.cwd();
}
