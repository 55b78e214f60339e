/** @file The flags of `npm run eval:video`, read once for the set-up and once for the work itself. */
import { parseArgs } from 'node:util';
import { SetupError } from '../setup/setup-error.mjs';

export const EVAL_VIDEO_HELP = `npm run eval:video -- --input FILE [--anchors DIR] [--labels JSON] [--json FILE]
npm run eval:video -- --generated                        a clip drawn from the npm group photos, five of its people enrolled
npm run eval:video -- --slideshow DIR                    DIR/scenes as a slide show, DIR/people enrolled, DIR/labels.json

  --input FILE     the video: MP4, MOV, WebM or MKV
  --anchors DIR    pictures of the people to name: DIR/Clara.jpg, or several in DIR/Clara/; one face in each
  --labels JSON    file that says who is where: see below
  --enroll-from-start S
                   enrolls everybody whom the labels name from the first S seconds, and measures the rest
  --from S         seconds of the video at which to begin
  --to S           seconds of the video at which to end
  --model ID       another model of the package than its default
  --json FILE      writes the result to FILE
  --per-frame FILE writes what each frame showed to FILE
  --help           this

Labels: {"frames":[{"timeMs":0,"faces":[{"name":"Ann","box":{"x":0.1,"y":0.2,"width":0.1,"height":0.2}}]}]}
with "frame":0 in place of "timeMs":0 for the frame's number, boxes normalised to the picture, "name":null for somebody
unknown and "occluded":true for a face that is hidden in part; boxes between two labelled frames move evenly.
{"people":["Ann","Bo"]} where these stay from left to right all the time, or
{"scenes":[{"fromMs":0,"toMs":3000,"people":["Ann","Bo"]}]} where the picture is cut.

The result: { frames, tracks, nameChanges, idSwitches, wrongNameFrames, namedFrames, medianFramesToName, embedsPerSecond }
and more behind these; docs/eval-video.md says how each is counted. Without --labels only tracks can be
judged, but people[name].spans are always there: the times of the video in which the name stood on any face,
[[fromMs, toMs], …], up to but not with toMs.`;

/**
 * @param {readonly string[]} args without the program
 * @returns {import('./flags.d.mts').EvalVideoFlags}
 * @throws SetupError with one clear sentence for a flag that is unknown or wrong
 */
export function parseEvalVideoFlags(args) {
  const text = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  const values = parse(args, {
    input: text,
    generated: flag,
    slideshow: text,
    anchors: text,
    labels: text,
    'enroll-from-start': text,
    from: text,
    to: text,
    model: text,
    json: text,
    'per-frame': text,
    help: flag,
  });
  const { input, generated, slideshow, anchors, labels, model, json, help } = values;
  const [from, to] = [readSeconds('from', values.from), readSeconds('to', values.to)];
  const enrollFromStart = readSeconds('enroll-from-start', values['enroll-from-start']);
  if (!help) {
    const sources = [input !== undefined, generated, slideshow !== undefined].filter(Boolean).length;
    if (sources === 0) throw wrong('--input names the video');
    if (sources > 1) throw wrong('--input, --generated and --slideshow exclude each other');
    if (
      input === undefined &&
      (anchors !== undefined || labels !== undefined || enrollFromStart !== undefined)
    )
      throw wrong('--generated and --slideshow bring their own anchors and labels');
  }
  if (from !== undefined && to !== undefined && from >= to) throw wrong('--from has to lie before --to');
  if (enrollFromStart !== undefined) {
    if (labels === undefined) throw wrong('--enroll-from-start needs --labels, which say whom to enroll');
    if (enrollFromStart === 0) throw wrong('--enroll-from-start takes more than 0 seconds');
    if (from !== undefined) throw wrong('--enroll-from-start measures from there on, without --from');
    if (to !== undefined && enrollFromStart >= to) throw wrong('--enroll-from-start has to end before --to');
  }
  return {
    input,
    generated,
    slideshow,
    anchors,
    labels,
    enrollFromStart,
    from,
    to,
    model,
    json,
    perFrame: values['per-frame'],
    help,
  };
}

function readSeconds(name, value) {
  if (value === undefined) return undefined;
  const seconds = Number(value);
  if (value.trim() === '' || !Number.isFinite(seconds) || seconds < 0)
    throw wrong(`--${name} takes seconds, not "${value}"`);
  return seconds;
}

function parse(args, options) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    // Node adds advice about `--` after the first sentence, which is wrong behind `npm run eval:video --`.
    throw wrong(error.message.split(/\.? *\n|\. /)[0].replace(/\.$/, ''), error);
  }
}

function wrong(sentence, cause) {
  return new SetupError(`${sentence}. See: npm run eval:video -- --help`, { cause });
}
