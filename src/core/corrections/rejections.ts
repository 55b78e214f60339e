/** @file Which "not X" are in force, and how they follow the anchor that they are against. */
import { euclideanDistance } from '../embedding/embedding.ts';
import { toMetricSpace, type Metric } from '../embedding/metric.ts';
import { isSameName, type Anchor } from '../gallery/anchor.ts';
import { isAgainst, type Correction, type Person, type Rejection } from './correction.ts';

/** A correction that holds a rejection. */
export type Not = Correction & { readonly rejection: Rejection };

export function rejectionsInForce(corrections: readonly Correction[]): Not[] {
  return corrections.filter(isNotInForce);
}

function isNotInForce(correction: Correction): correction is Not {
  return correction.rejection !== undefined && correction.undoneAtMs === undefined;
}

export function withTarget(correction: Not, against: Person): Not {
  return { ...correction, rejection: { ...correction.rejection, against } };
}

/**
 * Rejections that hold for `person` and for nobody else that is saved: by id, or by name where their own anchor is gone. They
 * go with the person, who is renamed or becomes part of another.
 */
export function rejectionsThatFollow(
  corrections: readonly Correction[],
  person: Person,
  anchors: readonly Anchor[],
): Not[] {
  const isSaved = (anchorId: string): boolean => anchors.some(({ id }) => id === anchorId);
  return rejectionsInForce(corrections).filter(({ rejection: { against } }) =>
    isSaved(against.anchorId) ? against.anchorId === person.anchorId : isSameName(against.name, person.name),
  );
}

/** What the latest word about a face says of earlier ones. */
export interface LatestWord {
  readonly metric: Metric;
  /** In the space of `metric`. */
  readonly maxDistance: number;
  /** At the face, as their networks gave them. */
  readonly looks: readonly { readonly modelId: string; readonly embedding: Float32Array }[];
  /** Rejections that are known to be of this very face, however it looks by now. */
  readonly correctionIds: readonly string[];
}

/** Whoever is said to be `person` was not, by these. */
export function rejectionsContradicted(
  corrections: readonly Correction[],
  person: Person,
  { metric, maxDistance, looks, correctionIds }: LatestWord,
): Not[] {
  const isNear = ({ rejection: { faces } }: Not): boolean =>
    faces.some(({ embeddings }) =>
      looks.some(({ modelId, embedding }) => {
        const face = embeddings[modelId];
        if (face?.length !== embedding.length) return false;
        return (
          euclideanDistance(toMetricSpace(face, metric), toMetricSpace(embedding, metric)) <= maxDistance
        );
      }),
    );
  return rejectionsInForce(corrections).filter(
    (one) => isAgainst(one.rejection.against, person) && (correctionIds.includes(one.id) || isNear(one)),
  );
}

/** Several anchors become one: "not the one" is moot where the recognizer, or the person, took the face for another of them. */
export function rejectionsMadeMoot(corrections: readonly Correction[], merged: readonly Anchor[]): Not[] {
  return rejectionsInForce(corrections).filter(({ rejection: { against, grounds, faces } }) => {
    if (!merged.some(({ id }) => id === against.anchorId)) return false;
    const others = merged.filter(({ id }) => id !== against.anchorId);
    if (others.some(({ id }) => id === grounds?.runnerUp?.anchorId)) return true;
    const samples = others.flatMap((anchor) => anchor.samples);
    return faces.some((face) => samples.some((sample) => isSameLook(face.embeddings, sample.embeddings)));
  });
}

type Embeddings = Readonly<Record<string, Float32Array>>;

/** Number by number: the same look was rejected for the one and enrolled for the other. */
function isSameLook(a: Embeddings, b: Embeddings): boolean {
  return Object.entries(a).some(([modelId, embedding]) => {
    const other = b[modelId];
    return other?.length === embedding.length && euclideanDistance(embedding, other) === 0;
  });
}
