/** @file The flags of `npm run eval`, read once for the set-up and once for the work itself. */
import { parseArgs } from 'node:util';
import { SetupError } from '../setup/setup-error.mjs';

export const EVAL_HELP = `npm run eval                                             measures on ../shared/faces, when that exists
npm run eval -- --pairs CSV --images DIR                 same person or not: file_x,file_y,Decision (Yes or No)
npm run eval -- --groups CSV --images DIR                groups of people: set,person,file,group,sex
npm run eval -- --people DIR --scenes DIR --labels JSON  names in group pictures
npm run eval -- --npm-pictures [--people DIR]            strangers in the sample pictures of @vladmandic/face-api

  --face WHICH     the face to compare where a picture shows several: largest (--pairs without --face), or
                   middle, the one nearest the picture's middle (--groups without --face)
  --no-groups      without any CSV or folder: leaves out the groups in ../shared/faces/dev, which take minutes
  --json FILE      write the result to FILE
  --model ID       another model of the package than its default
  --metric NAME    euclidean or cosine instead of the one that the model's card names
  --samples N      only the first N pictures of each person
  --variant JSON   a part of a model card, as text or as a file, that is laid over the card of --model (or faceplugin3):
                   '{"crop":{"kind":"box","shape":"square","factor":1.25}}' measures another crop
  --help           this

Paths of a list of pairs are relative to --images; a file that is not there is looked for by its name in the
folders below. The result, also as JSON with --json: pairs compared, AUC, equal error rate, what the default
threshold decides and what the best one would; faces named, wrong and unknown in scenes, and the false names
of people whom nobody enrolled. "threshold", "bestThreshold" and the nearest and farthest pairs are in the
metric's own terms: "maxDistance" for the euclidean metric, "minSimilarity" for the cosine. A margin above 0
means that no impostor was accepted.

--pairs also gives "trueAcceptsAtFmr3", the share of genuine pairs accepted at the loosest threshold that
accepts at most 1 in 1,000 impostor pairs (it needs 1,000 of them), and "folds", for a list of 6,000 pairs in
LFW's order: mean and standard deviation of ten accuracies, each at the threshold that is best on the nine
other folds.

--groups compares every two pictures, one face from each. Paths are relative to --images, exactly. Empty
"group" and "sex" are allowed; other columns are not used. For each group, each sex in it, and all pairs:
"people", "genuine" and "impostor" pairs, "auc", "trueAccepts" and "falseMatchRate" (shares at the default
decision, single looks), "trueAcceptsAtFmr3" (at that group's own threshold). Both pictures of a pair are of
that group and sex; "all" is every pair. "falseMatchRatio" is the worst group's false match rate over the best
one's, of groups with 1,000 impostor pairs; null where the best has none, and then "falseMatchRatioAtLeast"
takes 3 / impostor pairs as its rate. Without flags this part is "byGroup" in the JSON.`;

/**
 * @param {readonly string[]} args without the program
 * @returns {import('./flags.d.mts').EvalFlags}
 * @throws SetupError with one clear sentence for a flag that is unknown or wrong
 */
export function parseEvalFlags(args) {
  const text = { type: 'string' };
  const values = parse(args, {
    pairs: text,
    groups: text,
    'no-groups': { type: 'boolean', default: false },
    face: text,
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
  const { pairs, groups, images, people, scenes, labels, model, metric, variant, json, help } = values;
  checkSources(values);
  const { face } = values;
  if ((scenes === undefined) !== (labels === undefined)) throw wrong('--scenes and --labels belong together');
  if (scenes !== undefined && people === undefined) throw wrong('--scenes needs --people');
  if (metric !== undefined && metric !== 'euclidean' && metric !== 'cosine') {
    throw wrong(`--metric is euclidean or cosine, not "${metric}"`);
  }
  const samples = values.samples === undefined ? undefined : Number(values.samples);
  if (samples !== undefined && (!Number.isSafeInteger(samples) || samples < 1)) {
    throw wrong(`--samples needs a whole number above 0, not "${values.samples}"`);
  }
  const npmPictures = values['npm-pictures'];
  const noGroups = values['no-groups'];
  return {
    ...{ pairs, groups, noGroups, images, face, people, scenes, labels, npmPictures },
    ...{ model, metric, variant, samples, json, help },
  };
}

/** Lists measure alone, and say where their pictures are. */
function checkSources({ pairs, groups, images, people, face, ...others }) {
  const isOther = people !== undefined || others['npm-pictures'];
  if (pairs !== undefined && groups !== undefined) throw wrong('--pairs and --groups exclude each other');
  for (const [flag, list] of [
    ['--pairs', pairs],
    ['--groups', groups],
  ]) {
    if (list === undefined) continue;
    if (images === undefined) throw wrong(`${flag} and --images belong together`);
    if (isOther)
      throw wrong(`${flag} measures alone: give --people and --npm-pictures in a call of their own`);
  }
  if (images !== undefined && pairs === undefined && groups === undefined)
    throw wrong('--images needs --pairs or --groups');
  if (groups !== undefined && others['no-groups']) throw wrong('--groups and --no-groups exclude each other');
  if (face !== undefined && face !== 'middle' && face !== 'largest')
    throw wrong(`--face is middle or largest, not "${face}"`);
  if (face !== undefined && isOther) throw wrong('--face goes with --pairs or --groups');
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
