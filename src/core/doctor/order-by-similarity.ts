/** @file An order in which those who are alike stand side by side, so that a picture of their distances shows its groups. */

interface Cluster {
  readonly members: readonly number[];
}

/**
 * The indices `0..count-1`: clusters are joined by their mean distance, and two that join are turned so that their nearest
 * ends meet. Takes `count³` steps in the worst case: 200 take a tenth of a second.
 * Source: average linkage (UPGMA), Sokal & Michener 1958.
 */
export function orderBySimilarity(
  count: number,
  distance: (a: number, b: number) => number,
): readonly number[] {
  const clusters = new Map<number, Cluster>(
    Array.from({ length: count }, (_, index) => [index, { members: [index] }]),
  );
  const between = Array.from({ length: count }, (_, a) =>
    Float64Array.from({ length: count }, (_unused, b) => distance(a, b)),
  );
  while (clusters.size > 1) {
    const pair = nearestPair([...clusters.keys()], between);
    if (pair === undefined) break;
    const [a, b] = pair;
    const [left, right] = [clusters.get(a), clusters.get(b)];
    if (left === undefined || right === undefined) break;
    updateDistances(between, [...clusters.keys()], [a, left.members.length], [b, right.members.length]);
    clusters.set(a, { members: join(left.members, right.members, distance) });
    clusters.delete(b);
  }
  return [...clusters.values()].flatMap(({ members }) => members);
}

function nearestPair(
  keys: readonly number[],
  between: readonly Float64Array[],
): readonly [number, number] | undefined {
  let nearest = Infinity;
  let pair: readonly [number, number] | undefined;
  for (const [at, a] of keys.entries()) {
    for (const b of keys.slice(at + 1)) {
      const distance = between[a]?.[b] ?? Infinity;
      if (pair === undefined || distance < nearest) [nearest, pair] = [distance, [a, b]];
    }
  }
  return pair;
}

/** The joined cluster keeps the key of the first: its distances become the mean over both, weighted by size. */
function updateDistances(
  between: readonly Float64Array[],
  keys: readonly number[],
  [a, sizeA]: readonly [number, number],
  [b, sizeB]: readonly [number, number],
): void {
  for (const other of keys) {
    if (other === a || other === b) continue;
    const mean = ((between[a]?.[other] ?? 0) * sizeA + (between[b]?.[other] ?? 0) * sizeB) / (sizeA + sizeB);
    const [rowA, rowOther] = [between[a], between[other]];
    if (rowA !== undefined) rowA[other] = mean;
    if (rowOther !== undefined) rowOther[a] = mean;
  }
}

function join(
  left: readonly number[],
  right: readonly number[],
  distance: (a: number, b: number) => number,
): readonly number[] {
  const ways = [
    [left, right],
    [left, [...right].reverse()],
    [[...left].reverse(), right],
    [right, left],
  ] as const;
  const gap = ([first, second]: readonly [readonly number[], readonly number[]]): number =>
    distance(first.at(-1) ?? 0, second[0] ?? 0);
  const [first, second] = ways.reduce((best, way) => (gap(way) < gap(best) ? way : best));
  return [...first, ...second];
}
