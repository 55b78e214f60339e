/** @file How the default decision treats groups of people: every pair of pictures, counted by group. Pure. */
import type { PairScorer } from './pair-score.ts';
import { areaUnderCurve, countAccepted, trueAcceptsAtFmr3 } from './statistics.ts';

export interface GroupedFace {
  readonly person: string;
  readonly group: string | undefined;
  readonly sex: string | undefined;
  readonly embedding: Float32Array;
}

export interface PairFigures {
  readonly people: number;
  /** Pairs. */
  readonly genuine: number;
  readonly impostor: number;
  /** Null without both kinds of pairs. */
  readonly auc: number | null;
  /** Share of the genuine pairs that the default decision accepts. */
  readonly trueAccepts: number | null;
  /** Share of the impostor pairs that the default decision accepts. */
  readonly falseMatchRate: number | null;
  /** At the threshold that gives these very pairs that rate. See `trueAcceptsAtFmr3` in statistics.ts. */
  readonly trueAcceptsAtFmr3: number | null;
}

export interface GroupFigures extends PairFigures {
  readonly group: string;
  /** Both pictures of a pair are of this sex; without it, every pair within the group counts. */
  readonly sex?: string;
}

export interface GroupStatistics {
  /** By name, each followed by its sexes. */
  readonly groups: readonly GroupFigures[];
  /** Every pair: within groups, across groups, and with pictures that have no group. */
  readonly all: PairFigures;
}

export type Membership = Pick<GroupedFace, 'group' | 'sex'>;

/**
 * @param wanted further groups that the result lists, also without any face
 * @param onRow told how many faces are already compared with all later ones
 */
export function describeGroups(
  faces: readonly GroupedFace[],
  scorer: PairScorer,
  wanted: readonly Membership[] = [],
  onRow: (done: number) => void = () => undefined,
): GroupStatistics {
  const all = new PairCounter(faces);
  const byGroup = countersOf(faces, wanted, ({ group }) => group);
  const bySex = countersOf(faces, wanted, ({ group, sex }) =>
    group === undefined || sex === undefined ? undefined : JSON.stringify([group, sex]),
  );
  // Prepared once, and people as plain numbers: millions of pairs take seconds.
  const prepared = faces.map(({ embedding }) => scorer.prepare(embedding));
  const people = numbered(faces.map(({ person }) => person));
  for (const [i, one] of prepared.entries()) {
    onRow(i);
    const [person, group, sex] = [people[i], byGroup.of[i], bySex.of[i]];
    for (let j = i + 1; j < prepared.length; j++) {
      const other = prepared[j];
      if (other === undefined) break;
      const distance = scorer.between(one, other);
      const isGenuine = person === people[j];
      all.add(isGenuine, distance);
      if (group !== undefined && group === byGroup.of[j]) group.add(isGenuine, distance);
      if (sex !== undefined && sex === bySex.of[j]) sex.add(isGenuine, distance);
    }
  }
  const groups = byGroup.list.flatMap(({ first, counter }): GroupFigures[] => {
    const group = first.group ?? '';
    const sexes = bySex.list.filter((one) => one.first.group === group);
    return [
      { group, ...counter.figures(scorer.threshold) },
      ...sexes.map((one) => ({
        group,
        ...(one.first.sex === undefined ? {} : { sex: one.first.sex }),
        ...one.counter.figures(scorer.threshold),
      })),
    ];
  });
  return { groups, all: all.figures(scorer.threshold) };
}

/** The distances of a set of faces' pairs; their number is known before the first is measured. */
class PairCounter {
  readonly #people: number;
  readonly #genuine: Float64Array;
  readonly #impostor: Float64Array;
  #genuineCount = 0;
  #impostorCount = 0;

  constructor(faces: readonly GroupedFace[]) {
    const counts = new Map<string, number>();
    for (const { person } of faces) counts.set(person, (counts.get(person) ?? 0) + 1);
    const genuine = [...counts.values()].reduce((sum, count) => sum + pairsOf(count), 0);
    this.#people = counts.size;
    this.#genuine = new Float64Array(genuine);
    this.#impostor = new Float64Array(pairsOf(faces.length) - genuine);
  }

  add(isGenuine: boolean, distance: number): void {
    if (isGenuine) this.#genuine[this.#genuineCount++] = distance;
    else this.#impostor[this.#impostorCount++] = distance;
  }

  figures(threshold: number): PairFigures {
    const [genuine, impostor] = [this.#genuine.sort(), this.#impostor.sort()];
    const hasBoth = genuine.length > 0 && impostor.length > 0;
    return {
      people: this.#people,
      genuine: genuine.length,
      impostor: impostor.length,
      auc: rounded(hasBoth ? areaUnderCurve(genuine, impostor) : null),
      trueAccepts: rounded(shareOf(countAccepted(genuine, threshold), genuine.length)),
      falseMatchRate: rounded(shareOf(countAccepted(impostor, threshold), impostor.length)),
      trueAcceptsAtFmr3: rounded(trueAcceptsAtFmr3(genuine, impostor)),
    };
  }
}

interface Counters {
  /** By key, in order. */
  readonly list: readonly { readonly first: Membership; readonly counter: PairCounter }[];
  /** Of each face. */
  readonly of: readonly (PairCounter | undefined)[];
}

function countersOf(
  faces: readonly GroupedFace[],
  wanted: readonly Membership[],
  keyOf: (member: Membership) => string | undefined,
): Counters {
  const members = new Map<string, { readonly first: Membership; readonly faces: GroupedFace[] }>();
  for (const member of [...faces, ...wanted]) {
    const key = keyOf(member);
    if (key === undefined) continue;
    const known = members.get(key) ?? { first: member, faces: [] };
    members.set(key, known);
    if (isFace(member)) known.faces.push(member);
  }
  const list = [...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, own]) => ({ key, first: own.first, counter: new PairCounter(own.faces) }));
  const counters = new Map(list.map(({ key, counter }) => [key, counter]));
  return { list, of: faces.map((face) => counters.get(keyOf(face) ?? '')) };
}

function pairsOf(count: number): number {
  return (count * (count - 1)) / 2;
}

function numbered(names: readonly string[]): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(names, (name) => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
}

function shareOf(count: number, total: number): number | null {
  return total === 0 ? null : count / total;
}

/** Six digits say more than these experiments can; a rate may be far below one in a million. */
function rounded(share: number | null): number | null {
  return share === null ? null : Number(share.toPrecision(6));
}

function isFace(member: Membership | GroupedFace): member is GroupedFace {
  return 'embedding' in member;
}
