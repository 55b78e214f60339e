/** @file The flags of `npm start`, read once for the set-up and once for the demo itself. */
import { parseArgs } from 'node:util';
import { SetupError } from '../setup/setup-error.mjs';

export const DEMO_HELP = `npm start                  builds Nametag and opens it in a browser, on a page with a video of people
npm start -- --headless    uses it by itself, without a window, and says how that went

  --headless       no window (also when there is no display)
  --seconds N      how long to watch when there is no window (default 20)
  --json FILE      write what was measured to FILE
  --no-facenet     does not download FaceNet (94 MB, once) where it is missing and its address answers
  --help           this`;

const DEFAULT_SECONDS = 20;

/**
 * @param {string[]} args without the program
 * @returns {{ headless: boolean, seconds: number, json: string | undefined, facenet: boolean, help: boolean }}
 * @throws SetupError with one clear sentence for a flag that is unknown or wrong
 */
export function parseDemoFlags(args) {
  const { values } = parse(args, {
    headless: { type: 'boolean', default: false },
    seconds: { type: 'string', default: String(DEFAULT_SECONDS) },
    json: { type: 'string' },
    'no-facenet': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  });
  const seconds = Number(values.seconds);
  if (!Number.isFinite(seconds) || seconds <= 0) {
    throw new SetupError(`--seconds needs a number above 0, not "${values.seconds}".`);
  }
  return {
    headless: values.headless,
    seconds,
    json: values.json,
    facenet: !values['no-facenet'],
    help: values.help,
  };
}

function parse(args, options) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false });
  } catch (error) {
    // Node adds advice about `--` after the first sentence, which is wrong behind `npm start --`.
    const sentence = error.message.split(/\.? *\n|\. /)[0];
    throw new SetupError(`${sentence.replace(/\.$/, '')}. See: npm start -- --help`, { cause: error });
  }
}
