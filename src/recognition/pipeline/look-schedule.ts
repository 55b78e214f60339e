/**
 * @file When a face gets a closer look: at once when it is new, until a name is sure, when it can be seen clearly better, when
 * something makes it doubtful, and when the last look has become old. Never with every frame.
 */
import type { Track } from '../../core/tracking/track-faces.ts';
import { MIN_AGREEING_LOOKS, type Evidence } from '../../core/matching/evidence.ts';
import type { LookAllowance } from '../../core/pace/look-allowance.ts';
import { settledInterval } from './settled-interval.ts';

export interface LookState {
  readonly evidence: Evidence;
  /** When a region was asked for that has not been answered; undefined when none is out. */
  readonly askedMs: number | undefined;
  readonly lookedMs: number | undefined;
  /** Looks that were of no use, since the last that was. */
  readonly misses: number;
  /** Looks in a row that have left the verdict as it is. */
  readonly steadyLooks: number;
  /** How well the face could be seen at the best look so far, see `assessView`; 0 before one. */
  readonly bestView: number;
  /** It was away, or in the way of another: whether it is still the same face is to be seen. */
  readonly isDoubtful: boolean;
  /** Something around it has changed: it is looked at as soon as a doubtful one, and keeps its name meanwhile. */
  readonly needsCheck: boolean;
  /** It touches another face just now. */
  readonly isCrowded: boolean;
}

/**
 * A name needs two looks: the second is asked for with the first frame after the answer to the first, which is another picture
 * than that by 60 ms and more. Three make the mean steady.
 */
const EARLY_LOOKS = 3;
const EARLY_INTERVAL_MS = 100;
/** A doubtful name is worth a look as soon as the embedder can give one. */
const DOUBT_INTERVAL_MS = 80;
/** Faces that touch are where tracks are mistaken for each other. */
const CROWDED_INTERVAL_MS = 400;
/** While enrolling: often enough to be done in two seconds, far enough apart to differ. */
const EAGER_INTERVAL_MS = 150;
/** A view is clearly better by this factor: landmarks of single frames vary by a tenth. */
const BETTER_VIEW = 1.4;
const BETTER_VIEW_INTERVAL_MS = 300;
/** A face that is seldom seen well is not looked at ten times a second for it: the pause doubles with each miss. */
const MAX_MISS_INTERVAL_MS = 1000;
const MAX_URGENT_MISSES = 3;
/** A region that has not come by then never will: the page had moved on. */
const LOST_AFTER_MS = 1200;
/** Regions of one frame: each costs the page a few milliseconds, so they are spread over frames. */
const MAX_LOOKS_PER_FRAME = 2;

/** @param view how well the face can be seen now, see `assessView`. */
export function isLookDue(state: LookState, view: number, nowMs: number, isEager: boolean): boolean {
  const { askedMs, lookedMs, misses, bestView } = state;
  if (askedMs !== undefined) return nowMs - askedMs > LOST_AFTER_MS;
  if (lookedMs === undefined) return true;
  const passedMs = nowMs - lookedMs;
  if (isEager) return passedMs >= EAGER_INTERVAL_MS;
  if (view > bestView * BETTER_VIEW && misses === 0 && passedMs >= BETTER_VIEW_INTERVAL_MS) return true;
  return passedMs >= interval(state);
}

export interface LookChoice {
  readonly states: { of(track: number): LookState };
  /** Tracks that are being enrolled: they come whatever it costs. */
  readonly eager: ReadonlySet<number>;
  readonly allowance: LookAllowance;
  readonly nowMs: number;
}

/**
 * The most urgent of the due tracks: never seen first (the largest of them first), then those without a settled verdict, the longest
 * not looked at first, then the others, by how much longer than usual they have waited.
 */
export function nextLooks(due: readonly Track[], { states, eager, allowance, nowMs }: LookChoice): Track[] {
  const ranked = due.map((track) => {
    const state = states.of(track.id);
    const isUrgent = eager.has(track.id) || isUnsettled(state);
    const waitedMs = nowMs - (state.lookedMs ?? -Infinity);
    const waited = isUrgent ? waitedMs : waitedMs / interval(state);
    return { track, isUrgent, waited, area: track.box.width * track.box.height };
  });
  ranked.sort((a, b) => {
    if (a.isUrgent !== b.isUrgent) return a.isUrgent ? -1 : 1;
    return a.waited === b.waited ? b.area - a.area : b.waited - a.waited;
  });
  const taken: Track[] = [];
  for (const { track, isUrgent } of ranked) {
    const most = isUrgent ? allowance.urgent : allowance.routine;
    if (taken.length < most || eager.has(track.id)) taken.push(track);
  }
  return taken.slice(0, Math.min(MAX_LOOKS_PER_FRAME, allowance.all));
}

/** A face that cannot be seen well however often it is looked at waits among the others. */
function isUnsettled({ evidence, misses, isDoubtful, needsCheck, lookedMs }: LookState): boolean {
  if (lookedMs === undefined) return true;
  const isOpen =
    isDoubtful || needsCheck || evidence.suspect !== undefined || evidence.looks.length < EARLY_LOOKS;
  return isOpen && misses < MAX_URGENT_MISSES;
}

function usualInterval(state: LookState): number {
  const { evidence, misses, isDoubtful, needsCheck, isCrowded, steadyLooks } = state;
  if (isDoubtful || needsCheck || evidence.suspect !== undefined) return DOUBT_INTERVAL_MS;
  if (evidence.looks.length < MIN_AGREEING_LOOKS && misses === 0) return 0;
  if (evidence.looks.length < EARLY_LOOKS) return EARLY_INTERVAL_MS;
  const settled = settledInterval(evidence.verdict, steadyLooks);
  return isCrowded ? Math.min(settled, CROWDED_INTERVAL_MS) : settled;
}

function interval(state: LookState): number {
  const intervalMs = usualInterval(state);
  return state.misses === 0
    ? intervalMs
    : Math.max(intervalMs, Math.min(MAX_MISS_INTERVAL_MS, intervalMs * 2 ** state.misses));
}
