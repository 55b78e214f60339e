/** @file Clusters of people by their embeddings, for the neighborhoods on a model card. Pure: the chance is passed in. */
import { meanEmbedding } from '../../src/core/embedding/embedding.ts';
import { toUnitLength } from '../../src/core/embedding/metric.ts';

export interface PeopleClusters {
  /** Means of the people's unit vectors, `[clusters][dimension]`, shorter than 1. */
  readonly centers: readonly Float32Array[];
  readonly people: number;
  /** In the smallest cluster that was kept. */
  readonly fewestPeople: number;
}

export interface ClusterOptions {
  readonly clusters: number;
  /** Smaller clusters are left out: a center must not be anybody's own face. */
  readonly fewestPeople: number;
  /** 0..1, anew at each call. */
  readonly random: () => number;
}

const ROUNDS = 50;

/**
 * Spherical k-means: each person counts once, by the mean of all embeddings, whatever their number.
 * Source: Dhillon and Modha, "Concept decompositions for large sparse text data using clustering", Machine Learning 42
 * (2001) 143.
 */
export function clusterPeople(
  embeddings: ReadonlyMap<string, readonly Float32Array[]>,
  { clusters, fewestPeople, random }: ClusterOptions,
): PeopleClusters {
  const people = [...embeddings.values()].map((own) => toUnitLength(meanEmbedding(own.map(toUnitLength))));
  let directions = chooseSome(people, Math.min(clusters, people.length), random);
  let members: Float32Array[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    members = directions.map(() => []);
    for (const one of people) members[nearestOf(one, directions)]?.push(one);
    directions = directions.map((before, index) => {
      const own = members[index] ?? [];
      return own.length === 0 ? before : toUnitLength(meanEmbedding(own));
    });
  }
  const kept = members.filter((own) => own.length >= fewestPeople);
  return {
    centers: kept.map(meanEmbedding),
    people: people.length,
    fewestPeople: Math.min(...kept.map((own) => own.length)),
  };
}

/** Each at most once. */
function chooseSome<Value>(all: readonly Value[], count: number, random: () => number): Value[] {
  const left = [...all];
  return Array.from({ length: count }, () => left.splice(Math.floor(random() * left.length), 1)).flat();
}

function nearestOf(one: Float32Array, directions: readonly Float32Array[]): number {
  let [best, most] = [0, -Infinity];
  for (const [index, direction] of directions.entries()) {
    let cosine = 0;
    for (let i = 0; i < one.length; i++) cosine += (one[i] ?? 0) * (direction[i] ?? 0);
    if (cosine > most) [best, most] = [index, cosine];
  }
  return best;
}
