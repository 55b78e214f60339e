/**
 * @file `npm run models`: builds the model files. Plain JavaScript that hands over to `models/build.ts` through tsx.
 */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Builds the model files.
 * @param {readonly string[]} args `--update-cards` rewrites sha256 and bytes of the model cards.
 * @returns {Promise<number>} the exit code; what went wrong has been printed.
 */
export async function buildModels(args = []) {
  const tsx = await import('tsx/esm/api').catch(() => undefined);
  if (tsx === undefined) {
    console.error('The model builder needs the packages of this project: run "npm ci" first.');
    return 1;
  }
  const { runBuildModels } = await tsx.tsImport('../models/build.ts', import.meta.url);
  return runBuildModels(args);
}

const mainFile = process.argv[1];
if (mainFile !== undefined && realpathSync(mainFile) === fileURLToPath(import.meta.url)) {
  process.exitCode = await buildModels(process.argv.slice(2));
}
