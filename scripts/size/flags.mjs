/** @file The flags of `npm run size`. */
import { parseArgs } from 'node:util';
import { SetupError } from '../setup/setup-error.mjs';

export const SIZE_HELP = `npm run size    lists every file of the package with its size and its reason; fails for a file without one

  --startup        also measures the time from enabling a site to the first box, in a real browser
  --json FILE      write the list, and what was measured, to FILE
  --help           this`;

/**
 * @param {string[]} args without the program
 * @returns {{ startup: boolean, json: string | undefined, help: boolean }}
 * @throws SetupError with one clear sentence for a flag that is unknown or wrong
 */
export function parseSizeFlags(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        startup: { type: 'boolean', default: false },
        json: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
      strict: true,
      allowPositionals: false,
    });
    return { startup: values.startup, json: values.json, help: values.help };
  } catch (error) {
    // Node adds advice about `--` after the first sentence, which is wrong behind `npm run size --`.
    const sentence = error.message.split(/\.? *\n|\. /)[0];
    throw new SetupError(`${sentence.replace(/\.$/, '')}. See: npm run size -- --help`, { cause: error });
  }
}
