/**
 * @file What `impostors` of a model card says, measured: how far strangers lie apart, how many independent pairs that is worth,
 * and what calibration takes from it. Pure. See: [Note: Chance of a wrong name] in `src/core/matching/calibration.ts`.
 */

export interface PersonFace {
  readonly person: string;
  readonly face: { readonly embedding: Float32Array };
}

export interface ImpostorFigures {
  readonly pairs: number;
  readonly people: number;
  readonly mean: number;
  readonly deviation: number;
  /** As many pairs of different people the pairs of pictures are worth. */
  readonly weight: number;
  /** Of the distances of one face to two samples of one other person with five. */
  readonly sampleCorrelation: number | null;
  /** Of faces held against another person's five samples: how near they come, as a share of their own person's others. */
  readonly nearestShare: number | null;
  readonly sharesBelow0_9: number;
  readonly shares: number;
}

type Distance = (a: Float32Array, b: Float32Array) => number;

/** People with as many pictures can stand for an anchor. */
const ANCHOR_SAMPLES = 5;

export function describeImpostors(faces: readonly PersonFace[], distance: Distance): ImpostorFigures {
  const between = new Map<string, number[]>();
  for (const [index, one] of faces.entries()) {
    for (const other of faces.slice(index + 1)) {
      if (one.person === other.person) continue;
      const key = JSON.stringify([one.person, other.person].sort());
      const list = between.get(key) ?? [];
      list.push(distance(one.face.embedding, other.face.embedding));
      between.set(key, list);
    }
  }
  const all = [...between.values()].flat();
  const shares = sharesOf(faces, distance);
  return {
    pairs: all.length,
    people: new Set(faces.map(({ person }) => person)).size,
    mean: rounded(meanOf(all)),
    deviation: rounded(Math.sqrt(varianceOf(all))),
    weight: Math.round(weightOf([...between.values()])),
    sampleCorrelation: rounded(correlationOf(faces, distance)),
    nearestShare: rounded(shares.length === 0 ? null : Math.min(...shares)),
    sharesBelow0_9: shares.filter((share) => share < 0.9).length,
    shares: shares.length,
  };
}

/**
 * Pairs of the same two people resemble each other by the intraclass correlation r: n of them are worth n / (1 + (n-1)·r).
 * Source: Kish, Survey Sampling (1965), the design effect of clusters.
 */
function weightOf(groups: readonly (readonly number[])[]): number {
  const large = groups.filter(({ length }) => length >= ANCHOR_SAMPLES);
  if (large.length < 2) return groups.length;
  const within = meanOf(large.map(varianceOf));
  const across = varianceOf(large.map(meanOf));
  const alike = across / (across + within);
  return groups.reduce((sum, { length }) => sum + length / (1 + (length - 1) * alike), 0);
}

function correlationOf(faces: readonly PersonFace[], distance: Distance): number | null {
  const [first, second]: [number[], number[]] = [[], []];
  for (const samples of anchorsOf(faces)) {
    for (const { person, face } of faces) {
      if (person === samples[0]?.person) continue;
      const distances = samples.map((sample) => distance(face.embedding, sample.face.embedding));
      for (const [at, one] of distances.entries()) {
        for (const [otherAt, other] of distances.entries()) {
          if (at === otherAt) continue;
          first.push(one);
          second.push(other);
        }
      }
    }
  }
  if (first.length === 0) return null;
  const [meanFirst, meanSecond] = [meanOf(first), meanOf(second)];
  const products = first.map((one, index) => (one - meanFirst) * ((second[index] ?? 0) - meanSecond));
  return meanOf(products) / Math.sqrt(varianceOf(first) * varianceOf(second));
}

function sharesOf(faces: readonly PersonFace[], distance: Distance): number[] {
  const anchors = anchorsOf(faces);
  return anchors.flatMap((samples) =>
    anchors.flatMap((others) => {
      if (others === samples) return [];
      const nearest = others.map(({ face }) =>
        Math.min(...samples.map((sample) => distance(face.embedding, sample.face.embedding))),
      );
      return nearest.map((own, index) => own / Math.min(...nearest.filter((_, at) => at !== index)));
    }),
  );
}

function anchorsOf(faces: readonly PersonFace[]): PersonFace[][] {
  const people = [...new Set(faces.map(({ person }) => person))];
  return people
    .map((name) => faces.filter(({ person }) => person === name))
    .filter(({ length }) => length === ANCHOR_SAMPLES);
}

/** Four digits say more than these experiments can. */
function rounded(value: number): number;
function rounded(value: number | null): number | null;
function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1e4) / 1e4;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1);
}
