/** @file Builds the model files that are missing, with the script that knows how. */
import { runNode } from './run-node.mjs';
import { SetupError } from './setup-error.mjs';
import { startStep } from './steps.mjs';

/** @throws SetupError */
export async function ensureModels() {
  const step = startStep('Models');
  const { code, output } = await runNode(['scripts/models.mjs'], { onLine: (line) => step.update(line) });
  if (code !== 0) {
    step.fail();
    throw new SetupError('The model files could not be built: see above.', { details: output });
  }
  step.done();
}
