/**
 * @file `npm run models:facenet`: converts FaceNet's weights. Plain JavaScript that hands over to `models/facenet.ts`
 * through tsx.
 */
import { startStep } from './setup/steps.mjs';

const tsx = await import('tsx/esm/api').catch(() => undefined);
if (tsx === undefined) {
  console.error('The converter needs the packages of this project: run "npm ci" first.');
  process.exitCode = 1;
} else {
  const { runFacenet } = await tsx.tsImport('../models/facenet.ts', import.meta.url);
  process.exitCode = await runFacenet(process.argv.slice(2), { startStep });
}
