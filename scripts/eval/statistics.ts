/** @file Figures of a verification experiment: how well distances tell pairs of one person from pairs of two. Pure. */

/** One compared pair. */
export interface ScoredPair {
  readonly isGenuine: boolean;
  /** In the metric's space: smaller is more alike. */
  readonly distance: number;
}

export interface Verification {
  /** Chance that a genuine pair is nearer than an impostor pair; ties count half. Null without both kinds. */
  readonly auc: number | null;
  /** Where as many genuine pairs are refused as impostors are accepted. */
  readonly eer: number | null;
  readonly bestAccuracy: number;
  /** The distance with that accuracy; in the middle between the two pairs that it parts. */
  readonly bestDistance: number;
  /** Genuine pairs below the distance that one impostor in a hundred falls below. */
  readonly trueAcceptsAt1PercentFalse: number | null;
  readonly nearestImpostor: number | null;
  readonly farthestGenuine: number | null;
}

export function verify(pairs: readonly ScoredPair[]): Verification {
  const sorted = sortPairs(pairs);
  const { genuine, impostor } = splitPairs(sorted);
  const hasBoth = genuine.length > 0 && impostor.length > 0;
  const best = bestSplit(sorted, impostor.length);
  return {
    auc: hasBoth ? areaUnderCurve(genuine, impostor) : null,
    eer: hasBoth ? equalErrorRate(sorted, genuine.length, impostor.length) : null,
    bestAccuracy: pairs.length === 0 ? 0 : best.right / pairs.length,
    bestDistance: best.distance,
    trueAcceptsAt1PercentFalse: hasBoth ? trueAcceptsAt(genuine, impostor, 100) : null,
    nearestImpostor: impostor[0] ?? null,
    farthestGenuine: genuine.at(-1) ?? null,
  };
}

export interface DistancesByKind {
  readonly genuine: readonly number[];
  readonly impostor: readonly number[];
}

export function sortedDistances(pairs: readonly ScoredPair[]): DistancesByKind {
  return splitPairs(sortPairs(pairs));
}

/** The distance that decides most pairs rightly, halfway between two pairs; the smallest of equals. */
export function bestThreshold(pairs: readonly ScoredPair[]): number {
  const sorted = sortPairs(pairs);
  return bestSplit(sorted, sorted.filter(({ isGenuine }) => !isGenuine).length).distance;
}

export interface Decisions {
  readonly accuracy: number;
  readonly trueAccepts: number;
  readonly falseAccepts: number;
  readonly falseRejects: number;
}

/** What a threshold decides: accepted is whatever lies at `maxDistance` or below. */
export function decide(pairs: readonly ScoredPair[], maxDistance: number): Decisions {
  const count = (isGenuine: boolean, isAccepted: boolean): number =>
    pairs.filter((pair) => pair.isGenuine === isGenuine && pair.distance <= maxDistance === isAccepted)
      .length;
  const trueAccepts = count(true, true);
  const right = trueAccepts + count(false, false);
  return {
    accuracy: pairs.length === 0 ? 0 : right / pairs.length,
    trueAccepts,
    falseAccepts: count(false, true),
    falseRejects: count(true, false),
  };
}

/** Distances in growing order. */
export type SortedDistances = readonly number[] | Float64Array;

/** With fewer impostor pairs, a false match rate of 1 in 1,000 cannot be told from none. */
export const MIN_IMPOSTORS_FOR_FMR3 = 1000;

/**
 * Share of the genuine pairs that the loosest threshold accepts whose false match rate is at most 1e-3. Null
 * without genuine pairs, and with fewer than MIN_IMPOSTORS_FOR_FMR3 impostor pairs.
 */
export function trueAcceptsAtFmr3(genuine: SortedDistances, impostor: SortedDistances): number | null {
  if (genuine.length === 0 || impostor.length < MIN_IMPOSTORS_FOR_FMR3) return null;
  return trueAcceptsAt(genuine, impostor, 1000);
}

/** Share of the genuine pairs below the first impostor that is one too many for 1 false match in `oneIn`. */
function trueAcceptsAt(genuine: SortedDistances, impostor: SortedDistances, oneIn: number): number {
  const firstTooMany = impostor[Math.floor(impostor.length / oneIn)] ?? Infinity;
  return countBelow(genuine, (distance) => distance < firstTooMany) / genuine.length;
}

/** How many pairs a threshold accepts. */
export function countAccepted(sorted: SortedDistances, maxDistance: number): number {
  return countBelow(sorted, (distance) => distance <= maxDistance);
}

/** Number of leading items for which `isBelow` holds; it holds for none of the others. */
function countBelow(sorted: SortedDistances, isBelow: (distance: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBelow(sorted[middle] ?? Infinity)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Mann-Whitney U over the product of the counts. Neither list is empty. */
export function areaUnderCurve(genuine: SortedDistances, impostor: SortedDistances): number {
  let sum = 0;
  let nearer = 0;
  let notFarther = 0;
  for (const distance of genuine) {
    while ((impostor[nearer] ?? Infinity) < distance) nearer++;
    notFarther = Math.max(nearer, notFarther);
    while ((impostor[notFarther] ?? Infinity) <= distance) notFarther++;
    sum += impostor.length - (nearer + notFarther) / 2;
  }
  return sum / (genuine.length * impostor.length);
}

function equalErrorRate(sorted: readonly ScoredPair[], genuine: number, impostor: number): number {
  let [accepted, wronglyAccepted] = [0, 0];
  let before = { falseReject: 1, falseAccept: 0 };
  for (const [index, { isGenuine, distance }] of sorted.entries()) {
    if (isGenuine) accepted++;
    else wronglyAccepted++;
    // No threshold parts equal distances.
    if (sorted[index + 1]?.distance === distance) continue;
    const now = { falseReject: 1 - accepted / genuine, falseAccept: wronglyAccepted / impostor };
    if (now.falseAccept >= now.falseReject) {
      // The curves cross within this step: where, on the straight line between the two points.
      const gapBefore = before.falseReject - before.falseAccept;
      const gapNow = now.falseAccept - now.falseReject;
      const share = gapBefore + gapNow === 0 ? 0 : gapBefore / (gapBefore + gapNow);
      return before.falseAccept + (now.falseAccept - before.falseAccept) * share;
    }
    before = now;
  }
  return 0;
}

function bestSplit(sorted: readonly ScoredPair[], impostors: number): { right: number; distance: number } {
  let right = impostors;
  let best = { right, distance: (sorted[0]?.distance ?? 0) / 2 };
  for (const [index, { isGenuine, distance }] of sorted.entries()) {
    right += isGenuine ? 1 : -1;
    const next = sorted[index + 1]?.distance;
    if (next === distance) continue;
    if (right > best.right) best = { right, distance: next === undefined ? distance : (distance + next) / 2 };
  }
  return best;
}

function sortPairs(pairs: readonly ScoredPair[]): ScoredPair[] {
  return [...pairs].sort((a, b) => a.distance - b.distance);
}

function splitPairs(pairs: readonly ScoredPair[]): DistancesByKind {
  const of = (wanted: boolean): number[] =>
    pairs.filter(({ isGenuine }) => isGenuine === wanted).map(({ distance }) => distance);
  return { genuine: of(true), impostor: of(false) };
}
