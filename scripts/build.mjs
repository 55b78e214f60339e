/** @file `npm run build`: makes dist/, loadable with "Load unpacked". */
import { checkNode } from './setup/check-node.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureBuild } from './setup/extension-build.mjs';
import { ensureModels } from './setup/model-files.mjs';
import { printError } from './setup/setup-error.mjs';

try {
  checkNode();
  await ensureDependencies();
  await ensureModels();
  await ensureBuild({ force: true });
} catch (error) {
  printError(error);
  process.exitCode = 1;
}
