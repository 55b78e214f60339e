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
  const sorted = [...pairs].sort((a, b) => a.distance - b.distance);
  const genuine = sorted.filter(({ isGenuine }) => isGenuine).map(({ distance }) => distance);
  const impostor = sorted.filter(({ isGenuine }) => !isGenuine).map(({ distance }) => distance);
  const hasBoth = genuine.length > 0 && impostor.length > 0;
  const best = bestSplit(sorted, impostor.length);
  return {
    auc: hasBoth ? areaUnderCurve(genuine, impostor) : null,
    eer: hasBoth ? equalErrorRate(sorted, genuine.length, impostor.length) : null,
    bestAccuracy: pairs.length === 0 ? 0 : best.right / pairs.length,
    bestDistance: best.distance,
    trueAcceptsAt1PercentFalse: hasBoth ? trueAcceptsAt(genuine, impostor, 0.01) : null,
    nearestImpostor: impostor[0] ?? null,
    farthestGenuine: genuine.at(-1) ?? null,
  };
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

/** Share of genuine distances at or below the largest threshold that accepts at most `falseShare` of the impostors. */
function trueAcceptsAt(genuine: readonly number[], impostor: readonly number[], falseShare: number): number {
  const firstTooMany = impostor[Math.floor(impostor.length * falseShare)] ?? Infinity;
  return genuine.filter((distance) => distance < firstTooMany).length / genuine.length;
}

/** Mann-Whitney U over the product of the counts. Both lists are sorted. */
function areaUnderCurve(genuine: readonly number[], impostor: readonly number[]): number {
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
