/** @file Who is where in a video: what a person, or the maker of a clip, wrote down. Pure. */
import * as v from 'valibot';
import { blendBoxes, type BoundingBox } from '../../src/core/geometry/bounding-box.ts';

export interface LabelledFace {
  /** Null for somebody whom nobody knows. */
  readonly name: string | null;
  /** Normalised to the picture. */
  readonly box: BoundingBox;
  /** Hidden in part: no name is asked for, a wrong one still counts. */
  readonly isOccluded: boolean;
}

export interface LabelledMoment {
  /** In ms, or the frame's number from 0: see `unit`. */
  readonly at: number;
  readonly faces: readonly LabelledFace[];
}

/** People who stay in their places from one time to another. */
export interface LabelledScene {
  readonly fromMs: number;
  readonly toMs: number;
  /** From left to right. */
  readonly people: readonly (string | null)[];
}

export type Labels =
  | { readonly kind: 'boxes'; readonly unit: 'timeMs' | 'frame'; readonly moments: readonly LabelledMoment[] }
  | { readonly kind: 'order'; readonly scenes: readonly LabelledScene[] };

/** A sentence for the person at the terminal. */
export class LabelsError extends Error {}

const moment = v.pipe(v.number(), v.finite(), v.minValue(0));
const share = v.pipe(v.number(), v.finite());
const size = v.pipe(v.number(), v.finite(), v.gtValue(0));
const person = v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1)));
const people = v.pipe(v.array(person), v.minLength(1));
const faces = v.array(
  v.strictObject({
    name: v.optional(person, null),
    box: v.strictObject({ x: share, y: share, width: size, height: size }),
    occluded: v.optional(v.boolean(), false),
  }),
);
const timed = v.array(v.strictObject({ timeMs: moment, faces }));
const numbered = v.array(v.strictObject({ frame: v.pipe(moment, v.integer()), faces }));

const labelsSchema = v.union([
  v.strictObject({ people }),
  v.strictObject({ scenes: v.array(v.strictObject({ fromMs: moment, toMs: moment, people })) }),
  v.strictObject({ frames: v.pipe(v.union([timed, numbered]), v.minLength(1)) }),
]);

const BOX = '{"x":0.1,"y":0.2,"width":0.1,"height":0.2}';
const FORMS = [
  `{"frames":[{"timeMs":0,"faces":[{"name":"Ann","box":${BOX}}]}]}`,
  '{"people":["Ann","Bo"]}',
  '{"scenes":[{"fromMs":0,"toMs":3000,"people":["Ann","Bo"]}]}',
];
const WRONG_FORM = `The labels have none of the forms ${FORMS.join(', ')}.`;

/** @throws {LabelsError} */
export function parseLabels(text: string): Labels {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new LabelsError(WRONG_FORM);
  }
  const parsed = v.safeParse(labelsSchema, json);
  if (!parsed.success) throw new LabelsError(WRONG_FORM);
  const labels = parsed.output;
  if ('people' in labels) {
    return { kind: 'order', scenes: [{ fromMs: 0, toMs: Infinity, people: distinct(labels.people) }] };
  }
  if ('scenes' in labels) {
    for (const scene of labels.scenes) distinct(scene.people);
    return { kind: 'order', scenes: [...labels.scenes].sort((a, b) => a.fromMs - b.fromMs) };
  }
  const moments = labels.frames.map((frame): LabelledMoment => {
    distinct(frame.faces.map(({ name }) => name));
    return {
      at: 'timeMs' in frame ? frame.timeMs : frame.frame,
      faces: frame.faces.map(({ name, box, occluded }) => ({ name, box, isOccluded: occluded })),
    };
  });
  return {
    kind: 'boxes',
    unit: labels.frames.some((frame) => 'frame' in frame) ? 'frame' : 'timeMs',
    moments: moments.sort((a, b) => a.at - b.at),
  };
}

/** Everybody who is named anywhere. */
export function labelledNames(labels: Labels): string[] {
  const names =
    labels.kind === 'order'
      ? labels.scenes.flatMap((scene) => scene.people)
      : labels.moments.flatMap((one) => one.faces.map(({ name }) => name));
  return [...new Set(names.filter((name) => name !== null))];
}

export interface LabelsAtMoment {
  readonly faces: readonly LabelledFace[];
  /** Named in only one of the two neighbouring labelled moments: somewhere in the picture, or not in it. */
  readonly uncertain: ReadonlySet<string>;
}

/** Times of frames and labels come through containers that round to 1 ms. */
const SAME_MOMENT = { timeMs: 2, frame: 0 } as const;

/** Between two labelled moments, boxes move evenly. Undefined before the first one and after the last one. */
export function labelsAt(labels: Labels & { kind: 'boxes' }, at: number): LabelsAtMoment | undefined {
  const { moments, unit } = labels;
  const tolerance = SAME_MOMENT[unit];
  const next = firstIndex(moments, at - tolerance);
  const after = moments[next];
  if (after === undefined) return undefined;
  if (after.at - at <= tolerance) return { faces: after.faces, uncertain: new Set() };
  const before = moments[next - 1];
  if (before === undefined) return undefined;
  return between(before, after, (at - before.at) / (after.at - before.at));
}

function between(before: LabelledMoment, after: LabelledMoment, portion: number): LabelsAtMoment {
  const faces: LabelledFace[] = [];
  const uncertain = new Set<string>();
  const later = new Map(named(after).map((face) => [face.name, face]));
  for (const face of named(before)) {
    const then = later.get(face.name);
    later.delete(face.name);
    if (then === undefined) uncertain.add(face.name);
    else faces.push(blend(face, then, portion));
  }
  for (const name of later.keys()) uncertain.add(name);
  const [strangers, laterStrangers] = [unnamed(before), unnamed(after)];
  // Nobody can say which is which when their number changes.
  if (strangers.length === laterStrangers.length) {
    for (const [index, face] of strangers.entries()) {
      const then = laterStrangers[index];
      if (then !== undefined) faces.push(blend(face, then, portion));
    }
  }
  return { faces, uncertain };
}

function named({ faces: all }: LabelledMoment): (LabelledFace & { name: string })[] {
  return all.flatMap((face) => (face.name === null ? [] : [{ ...face, name: face.name }]));
}

function unnamed({ faces: all }: LabelledMoment): LabelledFace[] {
  return all.filter(({ name }) => name === null).sort((a, b) => a.box.x - b.box.x);
}

function blend(from: LabelledFace, to: LabelledFace, portion: number): LabelledFace {
  return {
    name: from.name,
    box: blendBoxes(from.box, to.box, portion),
    isOccluded: from.isOccluded || to.isOccluded,
  };
}

/** Index of the first moment that is not before `at`. */
function firstIndex(moments: readonly LabelledMoment[], at: number): number {
  let [low, high] = [0, moments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle]?.at ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function distinct(names: readonly (string | null)[]): readonly (string | null)[] {
  const known = names.filter((name) => name !== null);
  const twice = known.find((name, index) => known.indexOf(name) !== index);
  if (twice !== undefined) throw new LabelsError(`The labels name ${twice} twice in one picture.`);
  return names;
}
