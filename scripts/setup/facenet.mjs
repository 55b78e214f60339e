/**
 * @file FaceNet for `npm start`: fetched beside the other steps where its address answers. Where it does not, or the
 * download breaks, the start goes on with the default network, and one line says how to get FaceNet.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT, runNode } from './run-node.mjs';
import { startStep } from './steps.mjs';

/** A server that is there answers in a fraction of it; nobody likes to wait longer for one that is not. */
const ANSWER_TIMEOUT_MS = 3000;
/** Then the start goes on without; what has arrived is kept for the next one. */
const MAX_MINUTES = 5;
/** The smallest of the published files. */
const ASKED_FILE = 'Conv2d_1a_3x3_Conv2D_bias.npy';
const CARD = 'facenet-512.json';
const REMEDY = 'Nametag uses its default network. To get FaceNet: npm run models:facenet';

/**
 * Asks FaceNet's address for one small file, without waiting for the answer.
 * @param {{ modelsDir?: string, url?: string, run?: typeof runNode }} [options] `url` is the folder of the weights: the
 *   card's own unless FACENET_URL names a mirror
 * @returns {{ fetch(): void, finish(): Promise<void> }} `fetch`, once the dependencies are there, begins the download;
 *   `finish` waits for it and prints one line. Neither throws.
 */
export function beginFacenet({
  modelsDir = path.join(ROOT, 'models'),
  url = addressOf(modelsDir),
  run = runNode,
} = {}) {
  if (isFacenetBuilt(modelsDir)) return { fetch: () => undefined, finish: async () => undefined };
  const startedAt = performance.now();
  const answer = ask(url);
  let text = '';
  let show = (line) => (text = line);
  let fetched = Promise.resolve(undefined);
  return {
    fetch() {
      fetched = answer.then((silence) =>
        silence === undefined
          ? run(['scripts/models-facenet.mjs', '--dim', '512', '--max-minutes', String(MAX_MINUTES)], {
              // The person's own weights file may be of another kind.
              env: { FACENET_URL: url, FACENET_WEIGHTS: '' },
              onLine: (line) => show(line),
            })
          : undefined,
      );
    },
    async finish() {
      const step = startStep('FaceNet');
      show = (line) => step.update(line);
      show(text);
      const result = await fetched;
      if (result?.code === 0) {
        step.done(`downloaded and converted in ${seconds(performance.now() - startedAt)}`);
      } else {
        step.skip(`${(await answer) ?? lastLine(result?.output ?? '')} ${REMEDY}`);
      }
    },
  };
}

/**
 * @param {string} modelsDir
 * @returns {boolean} whether the network is there, made for the card of this version
 */
export function isFacenetBuilt(modelsDir) {
  const built = readJson(path.join(modelsDir, 'built', CARD));
  const wanted = readJson(path.join(modelsDir, CARD));
  if (built === undefined || built.id !== wanted?.id) return false;
  const file = path.join(modelsDir, 'built', built.file);
  return existsSync(file) && statSync(file).size === built.bytes;
}

/** @returns {Promise<string | undefined>} why not, as a sentence; undefined when there is an answer */
async function ask(url) {
  try {
    const response = await fetch(`${url}/${ASKED_FILE}`, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
    await response.body?.cancel();
    return response.ok ? undefined : `FaceNet's address refuses (status ${response.status}).`;
  } catch {
    return "FaceNet's address does not answer.";
  }
}

function addressOf(modelsDir) {
  const mirror = process.env.FACENET_URL;
  const url =
    mirror === undefined || mirror === '' ? readJson(path.join(modelsDir, CARD))?.origin.url : mirror;
  return String(url).replace(/\/$/, '');
}

/** What is not there, or half written, counts as missing. */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function lastLine(output) {
  return output.trim().split('\n').at(-1) ?? '';
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(0)} s`;
}
