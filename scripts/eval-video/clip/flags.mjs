/** @file The flags of `npm run eval:clip`, read once for the set-up and once for the work itself. */
import { parseArgs } from 'node:util';
import { SetupError } from '../../setup/setup-error.mjs';

export const EVAL_CLIP_HELP = `npm run eval:clip -- --out FILE.webm [--labels FILE.json] [--anchors DIR]

  --out FILE       the video, drawn from the npm group photos: cuts, pans, zooms, a bar that hides faces
  --labels FILE    who is where in it
  --anchors DIR    folder for pictures of the people to enroll
  --short          the first seconds of it
  --help           this

Then: npm run eval:video -- --input FILE.webm --anchors DIR --labels FILE.json`;

/**
 * @param {readonly string[]} args without the program
 * @returns {import('./flags.d.mts').EvalClipFlags}
 * @throws SetupError with one clear sentence for a flag that is unknown or wrong
 */
export function parseEvalClipFlags(args) {
  const text = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  const { out, labels, anchors, short, help } = parse(args, {
    out: text,
    labels: text,
    anchors: text,
    short: flag,
    help: flag,
  });
  if (!help && out === undefined) throw wrong('--out names the video to write');
  return { out, labels, anchors, short, help };
}

function parse(args, options) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    // Node adds advice about `--` after the first sentence, which is wrong behind `npm run eval:clip --`.
    throw wrong(error.message.split(/\.? *\n|\. /)[0].replace(/\.$/, ''), error);
  }
}

function wrong(sentence, cause) {
  return new SetupError(`${sentence}. See: npm run eval:clip -- --help`, { cause });
}
