/** @file What the strictness slider asks the offscreen document, as a part of the panel port: how often a stranger would get a name. */
import * as v from 'valibot';
import { counter, fraction, shortText } from './schemas.ts';

/** Estimates lie evenly over the slider: at each of its steps of 0.05. */
export const ESTIMATE_POSITIONS = 21;
/** Of the pairs that look alike, so many are named. */
export const MAX_NAMED_PAIRS = 3;

const positionSchema = v.strictObject({
  /** That the face of somebody who is not saved gets a name. */
  chance: fraction,
  /** The chance may well be smaller: what was measured bears out no less. */
  isBound: v.boolean(),
});
export type PositionEstimate = v.InferOutput<typeof positionSchema>;

const estimateSchema = v.strictObject({
  positions: v.pipe(v.array(positionSchema), v.length(ESTIMATE_POSITIONS)),
  /** What it rests on besides the model's card: saved people, and strangers met in this session. */
  people: counter,
  strangers: counter,
  /** The saved people are so many, or so near to each other, that names need more than the model's card asks for. */
  isStricter: v.boolean(),
  /** Who looks alike, most alike first: these need more than others. */
  lookAlikes: v.pipe(
    v.array(v.strictObject({ one: shortText, other: shortText })),
    v.maxLength(MAX_NAMED_PAIRS),
  ),
  /** Those among them. */
  lookAlikePairs: counter,
});
export type StrictnessEstimate = v.InferOutput<typeof estimateSchema>;

export const STRICTNESS_REQUESTS = [
  /** From now on, send `estimate` at once and with each change; nothing while no model is in use. */
  v.strictObject({ type: v.literal('watchEstimate') }),
] as const;

export const STRICTNESS_ANSWERS = [
  v.strictObject({ type: v.literal('estimate'), estimate: estimateSchema }),
] as const;
