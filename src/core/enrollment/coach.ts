/**
 * @file The enrollment coach: takes looks at a face one after the other, keeps those that are good, of one person and
 * unlike each other, and says what is still missing. A reducer: the time to stop is somebody else's to choose.
 */
import { euclideanDistance } from '../embedding/embedding.ts';
import { toMetricSpace, type Metric } from '../embedding/metric.ts';
import { areOneFace } from '../gallery/choose-samples.ts';
import { MIN_ENROLL_QUALITY } from '../quality/face-quality.ts';
import type { FacePose } from '../quality/face-pose.ts';
import { areCovered, preferClear, type CoverableLook } from './covered-looks.ts';
import { lackOf, type Lack } from './lack.ts';
import { slotOf, type PoseSlot } from './pose-slots.ts';

export interface CoachLook extends CoverableLook {
  /** Looks by different networks are never compared. */
  readonly modelId: string;
  readonly embedding: Float32Array;
  readonly quality: number;
  readonly pose?: FacePose;
  readonly luma?: number;
  readonly eyesPx?: number;
}

export interface CoachLimits {
  readonly metric: Metric;
  /** See `MatchLimits`. */
  readonly maxSpread: number;
  /** The person is asked to uncover the face, so a clear look may differ from the covered ones before it. */
  readonly mayUncover?: boolean;
}

export interface Coach<Look extends CoachLook = CoachLook> {
  /**
   * What will be saved, in the order in which it came; each added something to those before. Either all of these looks are
   * covered or none is: the first clear one takes the place of the covered ones.
   */
  readonly accepted: readonly Look[];
  /** The best of the looks that were good and added nothing: they fill up an enrollment of somebody who holds still. */
  readonly spare: readonly Look[];
  /** Looks that were refused, by the reason. */
  readonly refused: Readonly<Record<Refusal, number>>;
  /** How many in a row, up to the latest one, showed somebody else. */
  readonly intruders: number;
  /** How many in a row, up to the latest one, were poor, and what the latest one lacked. */
  readonly poorRun: number;
  readonly lack: Lack | undefined;
  /** Whether something covers the face in the latest look. */
  readonly isCovered: boolean;
}

export type Refusal = 'poor' | 'covered' | 'nothing-new' | 'another-face';

/** Fewer looks than this leave the name to chance: a blink or a blur is in one of three at most. */
export const ENOUGH_LOOKS = 3;
/** Five catch a blink and a turn of the head; more hardly change the nearest sample. */
export const WANTED_LOOKS = 5;
/** Of an anchor's 20 samples, one enrollment does not push out more. */
export const MAX_LOOKS = 8;
/** One contradicting look is a blur or a hand before the face; two are somebody else. */
const MAX_INTRUDERS = 2;
/**
 * How far a look must lie from the accepted ones to be something new, as a share of `maxSpread`. Frames of a face that
 * holds its pose, half a second apart, lay within 0.52 of each other in a clip of two people who turn their heads.
 */
const NEW_SHARE = 0.5;
/** A look that adds nothing takes the place of its like when it is better by this much: a quarter of the usable range. */
const CLEARLY_BETTER = 0.18;

const NOT_POOR = { poorRun: 0, lack: undefined };

export function startCoach<Look extends CoachLook>(): Coach<Look> {
  const refused = { poor: 0, covered: 0, 'nothing-new': 0, 'another-face': 0 };
  return { accepted: [], spare: [], refused, intruders: 0, ...NOT_POOR, isCovered: false };
}

export function coachLook<Look extends CoachLook>(
  coach: Coach<Look>,
  look: Look,
  limits: CoachLimits,
): Coach<Look> {
  return { ...judge(coach, look, limits), isCovered: look.isCovered === true };
}

function judge<Look extends CoachLook>(coach: Coach<Look>, look: Look, limits: CoachLimits): Coach<Look> {
  if (look.quality < MIN_ENROLL_QUALITY) {
    return { ...withRefusal(coach, 'poor'), poorRun: coach.poorRun + 1, lack: lackOf(look) };
  }
  const [first] = coach.accepted;
  const startAfresh = (): Coach<Look> => ({ ...startCoach(), refused: coach.refused, accepted: [look] });
  // Another network has taken over: what the former one saw cannot be compared, nor judged by the new limits.
  if (first !== undefined && first.modelId !== look.modelId) return startAfresh();
  // It adds nothing to clear looks, and says less about whose face it is.
  if (first !== undefined && look.isCovered === true && first.isCovered !== true) {
    return { ...withRefusal(coach, 'covered'), ...NOT_POOR };
  }
  const isUncovered = look.isCovered !== true && areCovered(coach.accepted);
  if (isUncovered && limits.mayUncover === true) return startAfresh();
  if (!areOneFace([...coach.accepted, look], limits.metric, limits.maxSpread)) {
    return { ...withRefusal(coach, 'another-face'), intruders: coach.intruders + 1, ...NOT_POOR };
  }
  return isUncovered ? startAfresh() : { ...admit(coach, look, limits), intruders: 0, ...NOT_POOR };
}

/**
 * Takes in looks from before those that the coach has. Where they cannot be the same face they are left out: what came
 * later is what the person meant.
 */
export function recallLooks<Look extends CoachLook>(
  coach: Coach<Look>,
  earlier: readonly Look[],
  limits: CoachLimits,
): Coach<Look> {
  const { accepted } = coach;
  const modelId = (accepted[0] ?? earlier.at(-1))?.modelId;
  const known = preferClear(earlier.filter((look) => look.modelId === modelId));
  if (!areOneFace([...accepted, ...known], limits.metric, limits.maxSpread)) return coach;
  const recalled = known.reduce((former, look) => coachLook(former, look, limits), coach);
  return { ...recalled, isCovered: coach.isCovered };
}

/** Whether somebody else is in the face's place by now. */
export function isTakenOver({ intruders }: Coach): boolean {
  return intruders >= MAX_INTRUDERS;
}

/** What is worth saving: the accepted looks, filled up with good ones to `ENOUGH_LOOKS`. */
export function looksToSave<Look extends CoachLook>({ accepted, spare }: Coach<Look>): readonly Look[] {
  return [...accepted, ...spare.slice(0, Math.max(0, ENOUGH_LOOKS - accepted.length))];
}

/** The sides that the accepted looks show. */
export function coveredSlots({ accepted }: Coach): ReadonlySet<PoseSlot> {
  return new Set(accepted.map(({ pose }) => slotOf(pose)));
}

function admit<Look extends CoachLook>(coach: Coach<Look>, look: Look, limits: CoachLimits): Coach<Look> {
  const { accepted } = coach;
  const slot = slotOf(look.pose);
  const isNewSlot = !coveredSlots(coach).has(slot);
  const nearest = nearestOf(look, accepted, limits.metric);
  if (isNewSlot || nearest === undefined || nearest.distance >= NEW_SHARE * limits.maxSpread) {
    if (accepted.length < MAX_LOOKS) return { ...coach, accepted: [...accepted, look] };
    const weakest = isNewSlot ? weakestOfLargestSlot(accepted) : undefined;
    return weakest === undefined ? withSpare(coach, look) : withExchanged(coach, weakest, look);
  }
  const like = nearest.look;
  const isBetter = slotOf(like.pose) === slot && look.quality >= like.quality + CLEARLY_BETTER;
  return isBetter ? withExchanged(coach, like, look) : withSpare(coach, look);
}

function nearestOf<Look extends CoachLook>(
  { embedding }: Look,
  others: readonly Look[],
  metric: Metric,
): { readonly look: Look; readonly distance: number } | undefined {
  const here = toMetricSpace(embedding, metric);
  return others
    .map((look) => ({ look, distance: euclideanDistance(here, toMetricSpace(look.embedding, metric)) }))
    .reduce<{ look: Look; distance: number } | undefined>(
      (best, one) => (best === undefined || one.distance < best.distance ? one : best),
      undefined,
    );
}

function weakestOfLargestSlot<Look extends CoachLook>(accepted: readonly Look[]): Look | undefined {
  const sizeOf = ({ pose }: Look): number =>
    accepted.filter((one) => slotOf(one.pose) === slotOf(pose)).length;
  const [weakest] = [...accepted].sort((a, b) => sizeOf(b) - sizeOf(a) || a.quality - b.quality);
  return weakest;
}

function withExchanged<Look extends CoachLook>(coach: Coach<Look>, old: Look, look: Look): Coach<Look> {
  const accepted = coach.accepted.map((one) => (one === old ? look : one));
  return { ...coach, accepted, spare: bestOf([...coach.spare, old]) };
}

function withSpare<Look extends CoachLook>(coach: Coach<Look>, look: Look): Coach<Look> {
  return { ...withRefusal(coach, 'nothing-new'), spare: bestOf([...coach.spare, look]) };
}

function bestOf<Look extends CoachLook>(looks: readonly Look[]): readonly Look[] {
  return [...looks].sort((a, b) => b.quality - a.quality).slice(0, ENOUGH_LOOKS);
}

function withRefusal<Look extends CoachLook>(coach: Coach<Look>, reason: Refusal): Coach<Look> {
  return { ...coach, refused: { ...coach.refused, [reason]: coach.refused[reason] + 1 } };
}
