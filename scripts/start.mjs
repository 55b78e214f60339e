/** @file `npm start`: from a fresh clone to a browser with Nametag in it. */
import { spawn } from 'node:child_process';
import { findChrome } from './browser/find-chrome.mjs';
import { DEMO_HELP, parseDemoFlags } from './demo/flags.mjs';
import { checkNode } from './setup/check-node.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureBuild } from './setup/extension-build.mjs';
import { beginFacenet } from './setup/facenet.mjs';
import { ensureModels } from './setup/model-files.mjs';
import { ROOT } from './setup/run-node.mjs';
import { printError } from './setup/setup-error.mjs';
import { startStep } from './setup/steps.mjs';

try {
  await start(process.argv.slice(2));
} catch (error) {
  printError(error);
  process.exitCode = 1;
}

async function start(args) {
  checkNode();
  const flags = parseDemoFlags(args);
  if (flags.help) {
    console.log(DEMO_HELP);
    return;
  }
  const facenet = flags.facenet ? beginFacenet() : undefined;
  await ensureDependencies();
  facenet?.fetch();
  const chrome = await findChrome();
  startStep('Browser').done(chrome);
  await ensureModels();
  await facenet?.finish();
  await ensureBuild();
  process.exitCode = await runDemo(args, chrome);
}

/** The demo owns the terminal from here on. Ctrl-C reaches it directly: this process only waits for its end. */
function runDemo(args, chrome) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/demo/main.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, CHROME_PATH: chrome },
    stdio: 'inherit',
  });
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
