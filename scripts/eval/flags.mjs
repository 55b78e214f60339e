/** @file The flags of `npm run eval`, read once for the set-up and once for the work itself. */
import { parseArgs } from 'node:util';
import { SetupError } from '../setup/setup-error.mjs';

export const EVAL_HELP = `npm run eval                                             measures on ../shared/faces, when that exists
npm run eval -- --pairs CSV --images DIR                 same person or not: file_x,file_y,Decision (Yes or No)
npm run eval -- --people DIR --scenes DIR --labels JSON  names in group pictures
npm run eval -- --npm-pictures [--people DIR]            strangers in the sample pictures of @vladmandic/face-api

  --json FILE      write the result to FILE
  --model ID       another model of the package than its default
  --metric NAME    euclidean or cosine instead of the one that the model's card names
  --samples N      only the first N pictures of each person
  --variant JSON   a part of a model card, as text or as a file, that is laid over the card of --model (or compact):
                   '{"crop":{"kind":"box","shape":"square","factor":1.25}}' measures another crop
  --help           this

Paths of a list are relative to --images; a file that is not there is looked for by its name in the folders below.
The result, also as JSON with --json: pairs compared, AUC, equal error rate, what the default threshold decides and what
the best one would; faces named, wrong and unknown in scenes, and the false names of people whom nobody enrolled.
"threshold", "bestThreshold" and the nearest and farthest pairs are in the metric's own terms: "maxDistance" for the
euclidean metric, "minSimilarity" for the cosine. A margin above 0 means that no impostor was accepted.`;

/**
 * @param {readonly string[]} args without the program
 * @returns {import('./flags.d.mts').EvalFlags}
 * @throws SetupError with one clear sentence for a flag that is unknown or wrong
 */
export function parseEvalFlags(args) {
  const text = { type: 'string' };
  const values = parse(args, {
    pairs: text,
    images: text,
    people: text,
    scenes: text,
    labels: text,
    'npm-pictures': { type: 'boolean', default: false },
    model: text,
    metric: text,
    variant: text,
    samples: text,
    json: text,
    help: { type: 'boolean', default: false },
  });
  const { pairs, images, people, scenes, labels, model, metric, variant, json, help } = values;
  if ((pairs === undefined) !== (images === undefined)) throw wrong('--pairs and --images belong together');
  if ((scenes === undefined) !== (labels === undefined)) throw wrong('--scenes and --labels belong together');
  if (pairs !== undefined && (people !== undefined || values['npm-pictures'])) {
    throw wrong('--pairs measures alone: give --people and --npm-pictures in a call of their own');
  }
  if (scenes !== undefined && people === undefined) throw wrong('--scenes needs --people');
  if (metric !== undefined && metric !== 'euclidean' && metric !== 'cosine') {
    throw wrong(`--metric is euclidean or cosine, not "${metric}"`);
  }
  const samples = values.samples === undefined ? undefined : Number(values.samples);
  if (samples !== undefined && (!Number.isSafeInteger(samples) || samples < 1)) {
    throw wrong(`--samples needs a whole number above 0, not "${values.samples}"`);
  }
  const npmPictures = values['npm-pictures'];
  return { pairs, images, people, scenes, labels, npmPictures, model, metric, variant, samples, json, help };
}

function parse(args, options) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    // Node adds advice about `--` after the first sentence, which is wrong behind `npm run eval --`.
    throw wrong(error.message.split(/\.? *\n|\. /)[0].replace(/\.$/, ''), error);
  }
}

function wrong(sentence, cause) {
  return new SetupError(`${sentence}. See: npm run eval -- --help`, { cause });
}
