/** @file The flags of `npm run bench`, read once for the set-up and once for the work itself. */
import { parseArgs } from 'node:util';
import { SetupError } from '../setup/setup-error.mjs';

/** What can be measured alone, in the order of a whole run. */
export const BENCH_PARTS = ['fullFrame', 'floor', 'steady', 'page', 'growth'];

export const BENCH_HELP = `npm run bench -- [--json FILE] [--quick] [--docs] [--only PARTS]

  --json FILE    writes the result to FILE
  --quick        the same with fewer repetitions and fewer points between the ends, in some minutes
  --docs         writes the tables of docs/performance.md and the plot beside it
  --only PARTS   some of ${BENCH_PARTS.join(',')}
  --help         this

Everything runs in one browser, on clips and frames drawn from the sample pictures of @vladmandic/face-api. Leave the
machine alone meanwhile: the ratios bear other work, the milliseconds do not.`;

/**
 * @param {readonly string[]} args without the program
 * @returns {import('./flags.d.mts').BenchFlags}
 * @throws SetupError with one clear sentence for a flag that is unknown or wrong
 */
export function parseBenchFlags(args) {
  const flag = { type: 'boolean', default: false };
  const text = { type: 'string' };
  const values = parse(args, { json: text, quick: flag, docs: flag, only: text, help: flag });
  const parts = values.only === undefined ? BENCH_PARTS : values.only.split(',');
  const unknown = parts.find((part) => !BENCH_PARTS.includes(part));
  if (unknown !== undefined) throw wrong(`--only takes some of ${BENCH_PARTS.join(',')}, not "${unknown}"`);
  if (values.docs && values.only !== undefined)
    throw wrong('--docs needs a whole run: it goes without --only');
  if (values.json === '') throw wrong('--json takes a file');
  return { json: values.json, isQuick: values.quick, docs: values.docs, parts, help: values.help };
}

function parse(args, options) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    // Node adds advice about `--` after the first sentence, which is wrong behind `npm run bench --`.
    throw wrong(error.message.split(/\.? *\n|\. /)[0].replace(/\.$/, ''), error);
  }
}

function wrong(sentence, cause) {
  return new SetupError(`${sentence}. See: npm run bench -- --help`, { cause });
}
