/** @file The flags of `npm run soak`. */
import { parseArgs } from 'node:util';
import { SetupError } from '../setup/setup-error.mjs';

export const SOAK_HELP = `npm run soak -- --minutes 10    recognises people on a call page and a video page, and tells what grows

  --minutes N      how long, in whole minutes (default 10; growth is judged from 4 on)
  --json FILE      write every sample and the verdict to FILE
  --help           this`;

const DEFAULT_MINUTES = 10;

/**
 * @param {string[]} args without the program
 * @returns {{ minutes: number, json: string | undefined, help: boolean }}
 * @throws SetupError with one clear sentence for a flag that is unknown or wrong
 */
export function parseSoakFlags(args) {
  const { values } = parse(args, {
    minutes: { type: 'string', default: String(DEFAULT_MINUTES) },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  });
  const minutes = Number(values.minutes);
  if (!Number.isInteger(minutes) || minutes < 1) {
    throw new SetupError(`--minutes needs a whole number from 1 on, not "${values.minutes}".`);
  }
  return { minutes, json: values.json, help: values.help };
}

function parse(args, options) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false });
  } catch (error) {
    // Node adds advice about `--` after the first sentence, which is wrong behind `npm run soak --`.
    const sentence = error.message.split(/\.? *\n|\. /)[0];
    throw new SetupError(`${sentence.replace(/\.$/, '')}. See: npm run soak -- --help`, { cause: error });
  }
}
