/** @file The flags of `npm run eval:small`, read once for the set-up and once for the work itself. */
import { parseArgs } from 'node:util';
import { SetupError } from '../setup/setup-error.mjs';

export const EVAL_SMALL_HELP = `npm run eval:small [-- --input DIR] [--quick] [--json FILE]

Portraits, at face heights of 3 to 25 % of a picture of 1280 x 720 and at eight places of it, go through the extension as frames
of a video: how many are found in whole pictures alone, and how many within two seconds when the extension chooses what to
look at; what that costs; and what is found where there is no face.

The height is that of the detector's box, from the hairline to the chin, and a face counts as found where a box lies on it that is
at most 1.6 times too large or too small. "any box" counts every box at its place: whole pictures draw small faces up to twice too
large. At the end 4.5 % are told in three ways, the strictest last: from the brows to the chin, which is a box of about 6 %,
of faces with their surroundings; the box itself, of those; and the box of all portraits, tight ones too.

  --input DIR      more portraits, besides those in the npm group photos: DIR/Clara/*.png, one face in each
  --quick          only 4.5 % and 6 %
  --json FILE      writes the result to FILE
  --help           this`;

/**
 * @param {readonly string[]} args without the program
 * @returns {import('./flags.d.mts').EvalSmallFlags}
 * @throws SetupError with one clear sentence for a flag that is unknown or wrong
 */
export function parseEvalSmallFlags(args) {
  const options = {
    input: { type: 'string' },
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  };
  try {
    const { input, json, quick, help } = parseArgs({ args: [...args], options, strict: true }).values;
    return { input, json, quick, help };
  } catch (error) {
    // Node adds advice about `--` after the first sentence, which is wrong behind `npm run eval:small --`.
    const sentence = error.message.split(/\.? *\n|\. /)[0].replace(/\.$/, '');
    throw new SetupError(`${sentence}. See: npm run eval:small -- --help`, { cause: error });
  }
}
