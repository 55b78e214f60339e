/** @file Room for what is written: nothing that is saved may grow without end, and what does not fit is refused with a reason. */
import { FaultError } from '../errors/fault.ts';
import { MAX_ANCHORS, isSameName } from '../gallery/anchor.ts';
import type { Correction, Person } from './correction.ts';
import type { Saved } from './draft.ts';
import type { GalleryChange } from './history.ts';
import { rejectionsInForce, type Not } from './rejections.ts';

/** "Not X" that are in force at once: each keeps up to three crops of 10 KB, and is compared with each face of X. */
export const MAX_REJECTIONS = 2000;

/** Corrections as they stand after a change, newest first as they are read. */
export function correctionsAfter(
  { corrections: changed }: Pick<GalleryChange, 'corrections'>,
  before: readonly Correction[],
): Correction[] {
  const byId = new Map(changed.map((correction) => [correction.id, correction]));
  return [...byId.values(), ...before.filter(({ id }) => !byId.has(id))];
}

/**
 * Rejections that give way once there are too many, the oldest first: those against people who are neither saved nor in the
 * bin. Nobody whom the person can see loses one.
 */
export function rejectionsGivingWay(
  corrections: readonly Correction[],
  people: readonly Person[],
): readonly Not[] {
  const inForce = rejectionsInForce(corrections);
  const tooMany = inForce.length - MAX_REJECTIONS;
  if (tooMany <= 0) return [];
  const isOfNobody = ({ rejection: { against } }: Not): boolean =>
    !people.some(({ anchorId, name }) => anchorId === against.anchorId || isSameName(name, against.name));
  return inForce
    .filter(isOfNobody)
    .sort((a, b) => a.madeAtMs - b.madeAtMs)
    .slice(0, tooMany);
}

/**
 * What was too much before may stay: only growing is refused.
 * @throws FaultError `people-full` or `rejections-full`
 */
export function assertRoom(
  change: Pick<GalleryChange, 'anchors' | 'gone' | 'binned' | 'corrections'>,
  { anchors, corrections }: Saved,
  binned: readonly Person[] = [],
): void {
  const ids = new Set(anchors.map(({ id }) => id));
  const added = change.anchors.filter(({ id }) => !ids.has(id));
  const removed = new Set([...change.gone, ...change.binned].map(({ id }) => id));
  if (anchors.length + added.length - removed.size > MAX_ANCHORS && added.length > removed.size) {
    throw new FaultError('people-full', String(anchors.length));
  }
  const after = correctionsAfter(change, corrections);
  const people = [...anchors, ...added].map(({ id, name }) => ({ anchorId: id, name }));
  const left = rejectionsInForce(after).length - rejectionsGivingWay(after, [...people, ...binned]).length;
  if (left > MAX_REJECTIONS && left > rejectionsInForce(corrections).length) {
    throw new FaultError('rejections-full', String(left));
  }
}
