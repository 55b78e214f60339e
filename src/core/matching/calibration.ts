/**
 * @file How likely the face of somebody who is not saved gets a name, for one gallery: what the model's card says of
 * strangers, corrected by the gallery's own people and by the strangers met. Pure; all distances in the metric's space.
 *
 * [Note: Chance of a wrong name] A stranger gets a name when the nearest sample of any anchor lies within the limit. Four
 * steps lead from pairs of pictures to that chance:
 * 1. The distance of a stranger's face to one sample is close to normal; the card gives mean and deviation.
 * 2. To the nearest of S samples of one anchor: the S distances hang together (`SAMPLE_CORRELATION`, r), so each is a
 *    common part of variance r and an own part of variance 1 - r. The smallest of them has the mean `m - d·√(1-r)·e(S)`
 *    and the variance `d²·(r + (1-r)·v(S))`, with e and v those of the largest of S normal variables.
 *    Source: Owen and Steck, "Moments of order statistics from the equicorrelated multivariate normal distribution",
 *    Annals of Mathematical Statistics 33 (1962) 1286.
 * 3. Card and own distances are joined as a normal-inverse-gamma prior and its data: the card stands for `weight` pairs.
 *    What follows for the next stranger is a Student distribution, F. Source: Murphy, "Conjugate Bayesian analysis of
 *    the Gaussian distribution" (2007), section 6.
 * 4. Of K anchors, each can be the nearest, and all others must lie a margin g behind: `K·∫ f(x)·(1-F(x+g))^(K-1) dx` up
 *    to the limit. With g = 0 it is `1-(1-F)^K`. It takes the anchors as independent, and faces that are near to one are
 *    rather near to others too: that makes it an estimate from above (Slepian's inequality for g = 0).
 * And no claim is finer than its data: n pairs without a wrong name bear out 3/n a pair, the rule of three. Source: Hanley
 * and Lippman-Hand, "If nothing goes wrong, is everything all right?", JAMA 249 (1983) 1743. How it fits: docs/accuracy.md.
 */
import { largestOf, studentBelow } from './distributions.ts';

/** What a card says of strangers: distances between single pictures of different people. */
export interface Impostors {
  readonly mean: number;
  readonly deviation: number;
  /** Measured pairs. */
  readonly pairs: number;
  /** As many pairs of independent people they are worth: those of the same two people resemble each other. */
  readonly weight: number;
  /** The card's limits were chosen with so many people: each face had all but one of them to be mistaken for. */
  readonly people: number;
}

/** Distances of faces to anchors that they are not, each to the anchor's nearest sample, summed up. */
export interface DistanceSums {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

export interface OwnPeople {
  /** Anchors that can give a name. */
  readonly anchors: number;
  /** Mean over the anchors. */
  readonly samplesPerAnchor: number;
  readonly distances: DistanceSums;
}

export interface Calibration {
  readonly anchors: number;
  /** Own pairs among `pairs`. */
  readonly ownPairs: number;
  readonly pairs: number;
  /** A stranger's distance to an anchor, as the card alone has it, and with what the gallery adds. */
  readonly byCard: Student;
  readonly byAll: Student;
  /** The share of the card's chance for one anchor that one of so many anchors may have. */
  readonly share: number;
}

interface Student {
  readonly center: number;
  readonly scale: number;
  readonly freedom: number;
}

export const NO_DISTANCES: DistanceSums = { count: 0, sum: 0, squares: 0 };

/**
 * Between the distances of one stranger's face to two samples of one anchor: 0.78 over 61 faces and 8 people with five
 * pictures each (0.81 by cosine).
 */
const SAMPLE_CORRELATION = 0.78;
/** Fewer own pairs, those of up to eight people, say little and change no limit. */
export const MIN_OWN_PAIRS = 30;

export function addDistances(a: DistanceSums, b: DistanceSums): DistanceSums {
  return { count: a.count + b.count, sum: a.sum + b.sum, squares: a.squares + b.squares };
}

export function calibrate(card: Impostors, { anchors, samplesPerAnchor, distances }: OwnPeople): Calibration {
  return {
    anchors,
    ownPairs: distances.count,
    pairs: card.pairs + distances.count,
    byCard: learn(card, samplesPerAnchor, NO_DISTANCES),
    byAll: learn(card, samplesPerAnchor, distances),
    share: Math.min(1, (card.people - 1) / Math.max(1, anchors)),
  };
}

/**
 * The estimated chance, 0..1, that the face of somebody who is not saved gets a name at this limit. See: [Note: Chance of a
 * wrong name].
 */
export function chanceOfWrongName(maxDistance: number, calibration: Calibration, minMargin = 0): number {
  const modelled = nearestAnchorWithin(maxDistance, calibration, minMargin);
  return Math.max(modelled, smallestClaim(calibration));
}

/** The chance that the pairs behind the calibration bear out; nothing below it can be claimed. */
export function smallestClaim({ anchors, pairs }: Calibration): number {
  return 1 - (1 - Math.min(1, 3 / Math.max(1, pairs))) ** anchors;
}

/**
 * The largest distance up to `maxDistance` at which the own gallery has no higher chance of a wrong name than the card's
 * people had at `maxDistance`. Never larger; the same with fewer than `MIN_OWN_PAIRS`.
 */
export function tightened(maxDistance: number, { ownPairs, byCard, byAll, share }: Calibration): number {
  if (ownPairs < MIN_OWN_PAIRS) return maxDistance;
  const allowed = below(byCard, maxDistance) * share;
  if (below(byAll, maxDistance) <= allowed) return maxDistance;
  let [low, high] = [0, maxDistance];
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (below(byAll, middle) <= allowed) low = middle;
    else high = middle;
  }
  return low;
}

/** Brings any card's scale below a millionth of it. */
const BISECTIONS = 30;

function learn(card: Impostors, samples: number, { count, sum, squares }: DistanceSums): Student {
  const largest = largestOf(Math.max(1, samples));
  const ownPart = 1 - SAMPLE_CORRELATION;
  const cardMean = card.mean - card.deviation * Math.sqrt(ownPart) * largest.mean;
  const cardVariance = card.deviation ** 2 * (SAMPLE_CORRELATION + ownPart * largest.variance);
  const weight = card.weight + count;
  const mean = count === 0 ? cardMean : sum / count;
  const spread = Math.max(0, squares - count * mean * mean);
  const shift = (card.weight * count * (mean - cardMean) ** 2) / weight;
  const variance = (card.weight * cardVariance + spread + shift) / weight;
  return {
    center: (card.weight * cardMean + count * mean) / weight,
    scale: Math.sqrt(variance * (1 + 1 / weight)),
    freedom: weight,
  };
}

function below({ center, scale, freedom }: Student, distance: number): number {
  return studentBelow((distance - center) / scale, freedom);
}

/** Steps of a twentieth of the deviation; each is taken with the margin's chance at its nearer end, the larger one. */
const STEPS_PER_SCALE = 20;
/** What lies further below the mean adds nothing. */
const REACH = 12;

function nearestAnchorWithin(
  maxDistance: number,
  { anchors, byAll }: Calibration,
  minMargin: number,
): number {
  if (anchors === 0) return 0;
  const step = byAll.scale / STEPS_PER_SCALE;
  let chance = 0;
  let from = byAll.center - REACH * byAll.scale;
  let belowFrom = 0;
  while (from < maxDistance) {
    const to = Math.min(from + step, maxDistance);
    const belowTo = below(byAll, to);
    const othersFarther = (1 - below(byAll, from + minMargin)) ** (anchors - 1);
    chance += anchors * (belowTo - belowFrom) * othersFarther;
    [from, belowFrom] = [to, belowTo];
  }
  return Math.min(1, chance);
}
