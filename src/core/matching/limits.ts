/** @file From the person's strictness to the distances that a name needs. */

/** The card's three calibrated distances. */
export interface CardThresholds {
  readonly strictMaxDistance: number;
  readonly maxDistance: number;
  readonly lenientMaxDistance: number;
}

/** Hysteresis: a name is given below `enterMaxDistance` and kept below `leaveMaxDistance`. */
export interface MatchLimits {
  readonly enterMaxDistance: number;
  readonly leaveMaxDistance: number;
  /** In place of `enterMaxDistance` while there is but one look. */
  readonly firstLookMaxDistance: number;
  /** How much nearer the best anchor must be than the next one. */
  readonly minMargin: number;
}

/** Keeps a name from flickering at the limit; more of it would let a stranger keep a name that one bad look gave. */
const HYSTERESIS = 0.02;
/** A name from a single look needs this much more; borderline faces wait a quarter of a second for the second look. */
const SINGLE_LOOK_RESERVE = 0.05;
/** Of two anchors this close to the probe neither can be told from the other. */
const MIN_MARGIN = 0.03;

/** `strictness` 0 is almost never wrong, 1 names more people, 0.5 is the card's default; linear in between. */
export function limitsFor(thresholds: CardThresholds, strictness: number): MatchLimits {
  const { strictMaxDistance, maxDistance, lenientMaxDistance } = thresholds;
  const enterMaxDistance =
    strictness < 0.5
      ? strictMaxDistance + (maxDistance - strictMaxDistance) * strictness * 2
      : maxDistance + (lenientMaxDistance - maxDistance) * (strictness - 0.5) * 2;
  return {
    enterMaxDistance,
    leaveMaxDistance: enterMaxDistance + HYSTERESIS,
    firstLookMaxDistance: enterMaxDistance - SINGLE_LOOK_RESERVE,
    minMargin: MIN_MARGIN,
  };
}
