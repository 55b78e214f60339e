/**
 * @file The arithmetic of a gallery's study, in numbers only: what goes in and what comes out can cross to a worker, and says
 * nothing of who is saved. Pure.
 */
import { NO_DISTANCES, type DistanceSums } from './calibration.ts';
import { squaredBetween, type FaceRows } from './face-rows.ts';
import { findLookAlikes } from './find-look-alikes.ts';
import type { LinkTable } from './nearest-links.ts';

export interface FacesToCompare {
  readonly rows: FaceRows;
  readonly bounds: StudyBounds;
  /** 1 for each anchor whose links are known from before: those are not compared with each other again. */
  readonly isKnown: Uint8Array;
  /** Of the known ones; whoever compares changes it. */
  readonly links: LinkTable;
}

export interface StudyBounds {
  /** See `lookAlikeDistance`. */
  readonly lookAlike: number;
  /**
   * Own distances count as at least this: the few look-alikes have their limits, and one person saved under two names
   * must not make everybody's stricter.
   */
  readonly nearest: number;
}

export interface Comparison {
  readonly distances: DistanceSums;
  readonly links: LinkTable;
}

/** Each anchor is held against as many others for the distances; of up to 201 anchors it is all pairs. */
const PARTNERS = 100;

export function* compareFaces({
  rows,
  bounds,
  isKnown,
  links,
}: FacesToCompare): Generator<undefined, Comparison> {
  const distances = yield* sumDistances(rows, bounds.nearest);
  return { distances, links: yield* findLookAlikes(rows, bounds.lookAlike, isKnown, links) };
}

/** Around a circle of the anchors, each with the next ones: no pair twice. Stops after each anchor. */
function* sumDistances(rows: FaceRows, atLeast: number): Generator<undefined, DistanceSums> {
  let sums = NO_DISTANCES;
  for (const index of rows.people.keys()) {
    sums = addPartners(rows, index, atLeast, sums);
    yield;
  }
  return sums;
}

function addPartners(
  { dimension, values, starts, people }: FaceRows,
  index: number,
  atLeast: number,
  sums: DistanceSums,
): DistanceSums {
  const anchors = people.length;
  // The latest sample stands for the face.
  const face = ((starts[index + 1] ?? 0) - 1) * dimension;
  let { count, sum, squares } = sums;
  for (let step = 1; step <= PARTNERS && step * 2 <= anchors; step++) {
    // Half-way round an even circle, both would choose the other.
    if (step * 2 === anchors && index >= step) continue;
    const other = (index + step) % anchors;
    if (people[index] === people[other]) continue;
    let nearest = Infinity;
    for (let row = starts[other] ?? 0; row < (starts[other + 1] ?? 0); row++)
      nearest = Math.min(nearest, squaredBetween(values, face, row * dimension, dimension, nearest));
    const distance = Math.max(atLeast, Math.sqrt(nearest));
    count++;
    sum += distance;
    squares += distance * distance;
  }
  return { count, sum, squares };
}
