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
  const { rejection, undoneAtMs, liftedBy } = correction;
  return rejection !== undefined && undoneAtMs === undefined && liftedBy === undefined;
}

/**
 * The correction once its rejection is no longer in force. One that did nothing else counts as taken back.
 * @param byId the correction that contradicts it; without one, nothing will bring it back.
 */
export function lifted(correction: Not, nowMs: number, byId?: string): Correction {
  const by = byId === undefined ? {} : { liftedBy: byId };
  if (correction.change === undefined) return { ...correction, ...by, undoneAtMs: nowMs };
  return byId === undefined ? lasting(correction) : { ...correction, ...by };
}

/** The correction once what had lifted its rejection is itself taken back. */
export function restored(correction: Correction): Correction {
  const { rejection, change, undoneAtMs } = correction;
  return {
    ...lasting(correction),
    ...(rejection && { rejection }),
    // One that did more than reject was not taken back by being contradicted.
    ...(change !== undefined && undoneAtMs !== undefined && { undoneAtMs }),
  };
}

/** Without its rejection, and in force. */
function lasting(correction: Correction): Correction {
  const { id, kind, madeAtMs, anchorId, name, otherNames, change, redirected } = correction;
  return {
    id,
    kind,
    madeAtMs,
    anchorId,
    name,
    otherNames,
    ...(change && { change }),
    lifted: correction.lifted,
    redirected,
  };
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
  /** In the space of `metric`: farther apart than this, two looks may well be of two people. */
  readonly maxDistance: number;
  /** By so much a face has to be nearer to the samples than to a rejected face: see [Note: Rejected faces]. */
  readonly minMargin: number;
  /** At the face, as their networks gave them. */
  readonly looks: readonly { readonly modelId: string; readonly embedding: Float32Array }[];
  /** Rejections that are known to be of this very face, however it looks by now. */
  readonly correctionIds: readonly string[];
}

/**
 * Rejections of a face that is now said to be `anchor`: it resembles the rejected face more than the anchor's samples, or
 * half of its looks were denied the name because of the rejection. Every other rejection is of another face: "this is Ann"
 * does not take back that her double is not Ann.
 */
export function rejectionsContradicted(
  corrections: readonly Correction[],
  anchor: Anchor,
  word: LatestWord,
): Not[] {
  const person = { anchorId: anchor.id, name: anchor.name };
  const toSamples = distancesOf(word, anchor.samples);
  const isOfThisFace = ({ rejection: { faces } }: Not): boolean => {
    const toRejected = distancesOf(word, faces);
    const nearest = Math.min(...toRejected);
    if (nearest > word.maxDistance) return false;
    const denied = toRejected.filter(
      (distance, look) => distance - (toSamples[look] ?? Infinity) < word.minMargin,
    );
    return nearest < Math.min(...toSamples) || denied.length * 2 >= toRejected.length;
  };
  return rejectionsInForce(corrections).filter(
    (one) =>
      isAgainst(one.rejection.against, person) && (word.correctionIds.includes(one.id) || isOfThisFace(one)),
  );
}

/** Of each look to the nearest of the faces; Infinity where no network knows both. */
function distancesOf(
  { metric, looks }: LatestWord,
  faces: readonly { readonly embeddings: Embeddings }[],
): number[] {
  return looks.map(({ modelId, embedding }) => {
    const distances = faces.flatMap(({ embeddings }) => {
      const other = embeddings[modelId];
      if (other?.length !== embedding.length) return [];
      return [euclideanDistance(toMetricSpace(other, metric), toMetricSpace(embedding, metric))];
    });
    return Math.min(...distances);
  });
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
