/** @file From the person's strictness to the distances that a name needs, all in the metric's space (see metric.ts). */
import { tightened, type Calibration } from './calibration.ts';

/** A model's three calibrated distances. */
export interface CardThresholds {
  readonly strictMaxDistance: number;
  readonly maxDistance: number;
  readonly lenientMaxDistance: number;
}

/** Hysteresis: a name is given below `enterMaxDistance` and kept below `leaveMaxDistance`. */
export interface MatchLimits {
  readonly enterMaxDistance: number;
  readonly leaveMaxDistance: number;
  /** Within it somebody may be the anchor, and is no more than "maybe". */
  readonly maybeMaxDistance: number;
  /** What looks of no quality at all take off the limits for a name; good looks take nothing. */
  readonly poorLookReserve: number;
  /** How much nearer the best anchor must be than the next one. */
  readonly minMargin: number;
  /** A look this far from the mean of the earlier ones is another face on the same track. */
  readonly anotherFaceDistance: number;
  /** Somebody who appears this near to somebody who left the same video is the same person. */
  readonly samePersonDistance: number;
  /** Looks that are enrolled together lie within this of the best one. */
  readonly maxSpread: number;
}

/*
 * The shares are of the model's default distance, since every model has a scale of its own. They were found with the
 * compact network, whose default was 0.51 then.
 */
/** Keeps a name from flickering at the limit; more of it would let a stranger keep a name that one bad look gave. */
const HYSTERESIS = 0.04;
/** Beyond `enterMaxDistance`, as far again as the hysteresis: a name that is lost passes through "maybe". */
const MAYBE = 0.08;
/**
 * Blurred and small faces lie nearer to everybody. The nearest stranger to anybody in the scenes of `npm run eval:video --
 * --slideshow` was such a face: quality 0.57, 0.995 of the default away; the right faces beyond 0.94 of it had a quality of 1.
 */
const POOR_LOOK_RESERVE = 0.1;
/** Of two anchors this close to the probe neither can be told from the other. */
const MIN_MARGIN = 0.06;
/** The nearest two strangers lay at 1.07; five looks at a woman who turns and tilts her head widely within 0.75. */
const ANOTHER_FACE = 1.08;
/**
 * Within one video light and camera are the same, so one person's looks lie closer than pictures of different days; two people
 * who take turns must not become one.
 */
const SAME_PERSON = 0.85;
const MAX_SPREAD = 0.98;

/**
 * `strictness` 0 is almost never wrong, 1 names more people, 0.5 is the card's default; linear in between. The own
 * gallery's calibration can only make them stricter.
 */
export function limitsFor(
  thresholds: CardThresholds,
  strictness: number,
  calibration?: Calibration,
): MatchLimits {
  const { strictMaxDistance, maxDistance, lenientMaxDistance } = thresholds;
  const byCard =
    strictness < 0.5
      ? strictMaxDistance + (maxDistance - strictMaxDistance) * strictness * 2
      : maxDistance + (lenientMaxDistance - maxDistance) * (strictness - 0.5) * 2;
  const enterMaxDistance = calibration === undefined ? byCard : tightened(byCard, calibration);
  return {
    enterMaxDistance,
    leaveMaxDistance: enterMaxDistance + HYSTERESIS * maxDistance,
    maybeMaxDistance: enterMaxDistance + MAYBE * maxDistance,
    poorLookReserve: POOR_LOOK_RESERVE * maxDistance,
    minMargin: MIN_MARGIN * maxDistance,
    samePersonDistance: SAME_PERSON * maxDistance,
    anotherFaceDistance: ANOTHER_FACE * maxDistance,
    maxSpread: MAX_SPREAD * maxDistance,
  };
}
