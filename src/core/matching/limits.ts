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
  /** How much nearer the best anchor must be than the next one. */
  readonly minMargin: number;
}

/** One tenth of the usual distance between right matches: enough to keep a name through a turned head, not through another face. */
const HYSTERESIS = 0.04;
/** Of two anchors this close to the probe neither can be told from the other. */
const MIN_MARGIN = 0.03;

/** `strictness` 0 is almost never wrong, 1 names more people, 0.5 is the card's default; linear in between. */
export function limitsFor(thresholds: CardThresholds, strictness: number): MatchLimits {
  const { strictMaxDistance, maxDistance, lenientMaxDistance } = thresholds;
  const enterMaxDistance =
    strictness < 0.5
      ? strictMaxDistance + (maxDistance - strictMaxDistance) * strictness * 2
      : maxDistance + (lenientMaxDistance - maxDistance) * (strictness - 0.5) * 2;
  return { enterMaxDistance, leaveMaxDistance: enterMaxDistance + HYSTERESIS, minMargin: MIN_MARGIN };
}
