/** @file The flags of `npm run park`. */
import { parseArgs } from 'node:util';
import { SetupError } from '../../../scripts/setup/setup-error.mjs';

export const PARK_HELP = `npm run park -- [--only PLAYERS] [--json FILE] [--docs]

  --only PLAYERS  some of the players, by their files in test/park/page/players, with commas between
  --json FILE     writes the result to FILE
  --docs          writes the table of docs/players.md, of the players that were tried
  --help          this

Installs other people's players into test/park (development only, some hundred MB), and tries Nametag on each. What a
player does not do without Nametag either is told apart. Pictures of each are in out/park/pictures.`;

/**
 * @param {readonly string[]} args without the program
 * @returns {import('./flags.d.mts').ParkFlags}
 * @throws SetupError with one clear sentence for a flag that is unknown or wrong
 */
export function parseParkFlags(args) {
  const flag = { type: 'boolean', default: false };
  const text = { type: 'string' };
  const values = parse(args, { only: text, json: text, docs: flag, help: flag });
  if (values.json === '') throw wrong('--json takes a file');
  const only = values.only?.split(',').filter((name) => name !== '');
  if (only?.length === 0) throw wrong('--only takes names of players');
  return { only, json: values.json, docs: values.docs, help: values.help };
}

function parse(args, options) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw wrong(error.message.split(/\.? *\n|\. /)[0].replace(/\.$/, ''), error);
  }
}

function wrong(sentence, cause) {
  return new SetupError(`${sentence}. See: npm run park -- --help`, { cause });
}
