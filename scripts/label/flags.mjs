/** @file The flags of `npm run label`, read once for the set-up and once for the work itself. */
import { parseArgs } from 'node:util';
import { SetupError } from '../setup/setup-error.mjs';

/** As Studio has them; a test holds both lists together. */
export const EFFECTS = [
  'background-blur',
  'background-image',
  'sketch',
  'spotlight',
  'blur-everybody',
  'blur-unknown',
  'blur-named',
  'boxes',
];
/** Effects of which one excludes the others. */
const EXCLUSIVE = [
  ['background-blur', 'background-image'],
  ['blur-everybody', 'blur-unknown', 'blur-named'],
];

export const LABEL_HELP = `npm run label -- INPUT... --anchors DIR    names on the faces of pictures and videos

  --anchors DIR    pictures of the people to name: DIR/Clara.jpg, or several in DIR/Clara/; one face in each
  --out DIR        where the results go; beside each INPUT without it, with _out in their names
  --from S         seconds of a video at which to begin
  --to S           seconds of a video at which to end
  --flip           mirrors the pictures; the names stay readable
  --effects LIST   instead of boxes alone, with commas: ${EFFECTS.slice(0, 4).join(', ')},
                   ${EFFECTS.slice(4).join(', ')}
  --model ID       another model of the package than its default
  --json FILE      writes what was seen:
                   { input, frames, fps, unknownTracks,
                     people: { name: { frames, firstMs, lastMs, spans } } },
                   for several INPUTs a list of these; { input, error } for one that failed. "spans" are the
                   times in which the name stands on the finished video: [[fromMs, toMs], …], up to but not
                   with toMs. A picture has none. All times count from the start of the finished video
  --help           this

Pictures keep their type (JPEG, WebP, else PNG); MP4 and MOV videos become MP4, WebM and MKV videos WebM, with their
sound. Whatever cannot be used gets a line of its own and the exit code 1; the others are done all the same.`;

/**
 * @param {readonly string[]} args without the program
 * @returns {import('./flags.d.mts').LabelFlags}
 * @throws SetupError with one clear sentence for a flag that is unknown or wrong
 */
export function parseLabelFlags(args) {
  const text = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  const { values, positionals } = parse(args, {
    anchors: text,
    out: text,
    from: text,
    to: text,
    flip: flag,
    effects: text,
    model: text,
    json: text,
    help: flag,
  });
  const { anchors, out, flip, model, json, help } = values;
  const [from, to] = [readSeconds('from', values.from), readSeconds('to', values.to)];
  const effects = readEffects(values.effects);
  if (!help && positionals.length === 0) throw wrong('Name at least one picture or video');
  if (!help && anchors === undefined) throw wrong('--anchors names the folder with the pictures of people');
  if (from !== undefined && to !== undefined && from >= to) throw wrong('--from has to lie before --to');
  return { inputs: positionals, anchors, out, from, to, flip, effects, model, json, help };
}

function readSeconds(name, value) {
  if (value === undefined) return undefined;
  const seconds = Number(value);
  if (value.trim() === '' || !Number.isFinite(seconds) || seconds < 0)
    throw wrong(`--${name} takes seconds, not "${value}"`);
  return seconds;
}

function readEffects(value) {
  if (value === undefined) return ['boxes'];
  const effects = value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const unknown = effects.find((one) => !EFFECTS.includes(one));
  if (unknown !== undefined) throw wrong(`There is no effect "${unknown}". There are: ${EFFECTS.join(', ')}`);
  for (const group of EXCLUSIVE) {
    const both = group.filter((one) => effects.includes(one));
    if (both.length > 1) throw wrong(`${both.join(' and ')} exclude each other`);
  }
  return effects;
}

function parse(args, options) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    // Node adds advice about `--` after the first sentence, which is wrong behind `npm run label --`.
    throw wrong(error.message.split(/\.? *\n|\. /)[0].replace(/\.$/, ''), error);
  }
}

function wrong(sentence, cause) {
  return new SetupError(`${sentence}. See: npm run label -- --help`, { cause });
}
