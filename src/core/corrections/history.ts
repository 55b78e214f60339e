/** @file The history: a draft becomes an entry, an entry is undone, and old ones make room. */
import { FaultError } from '../errors/fault.ts';
import type { Anchor } from '../gallery/anchor.ts';
import { changeBetween, undoChange } from './change.ts';
import type { Correction } from './correction.ts';
import { personOf, redirectsTo, type Draft, type Saved } from './draft.ts';
import { lifted, rejectionsInForce, restored, withTarget } from './rejections.ts';

/** What is to be written, all at once. */
export interface GalleryChange {
  readonly anchors: readonly Anchor[];
  /** Became part of others. */
  readonly gone: readonly Anchor[];
  /** Nothing is left of them but what the person has just taken back. */
  readonly binned: readonly Anchor[];
  readonly corrections: readonly Correction[];
}

/**
 * Entries beyond it go, the oldest first: nobody looks that far back, and each may hold a few crops of 10 KB. Rejections in
 * force stay: without its entry one would not hold any more. How many there can be, `room.ts` says.
 */
export const MAX_HISTORY = 500;

export interface Entered extends GalleryChange {
  readonly correction: Correction;
}

export function enter(draft: Draft, { id, nowMs }: { readonly id: string; readonly nowMs: number }): Entered {
  const {
    kind,
    about,
    otherNames = [],
    rejection,
    before = [],
    after = [],
    lifts = [],
    redirects = [],
  } = draft;
  const correction: Correction = {
    id,
    kind,
    madeAtMs: nowMs,
    ...about,
    otherNames,
    ...(rejection && { rejection }),
    ...(kind !== 'not' && { change: changeBetween(before, after) }),
    lifted: lifts.map((lift) => lift.id),
    // A name goes back with the anchor's own.
    redirected: (kind === 'merged' ? redirects : []).map((one) => ({
      correctionId: one.rejection.id,
      against: one.rejection.rejection.against,
    })),
  };
  return {
    correction,
    anchors: after.filter((anchor) => !before.includes(anchor)),
    gone: before.filter((anchor) => !after.some((left) => left.id === anchor.id)),
    binned: [],
    corrections: [
      correction,
      ...lifts.map((lift) => lifted(lift, nowMs, id)),
      ...redirects.map((one) => withTarget(one.rejection, one.against)),
    ],
  };
}

/**
 * Takes one correction back. One that was taken back before stays so.
 * @throws FaultError `correction-gone`, or `anchor-missing` when whom it was about is not saved any more.
 */
export function takeBack(saved: Saved, correctionId: string, nowMs: number): GalleryChange {
  const { anchors, corrections } = saved;
  const correction = corrections.find(({ id }) => id === correctionId);
  if (correction === undefined) throw new FaultError('correction-gone', correctionId);
  const nothing: GalleryChange = { anchors: [], gone: [], binned: [], corrections: [] };
  if (correction.undoneAtMs !== undefined) return nothing;
  const undone = { ...correction, undoneAtMs: nowMs };
  if (correction.change === undefined) return { ...nothing, corrections: [undone] };

  const others = corrections.filter((one) => one !== correction);
  const { written, emptied } = undoChange(correction.change, anchors, (id) => successorOf(id, saved, others));
  const changed = new Map<string, Correction>([[undone.id, undone]]);
  for (const { rejection, against } of followRenamed(saved, written)) {
    changed.set(rejection.id, withTarget(rejection, against));
  }
  for (const one of others) {
    const current = changed.get(one.id) ?? one;
    const former = correction.redirected.find((redirect) => redirect.correctionId === one.id)?.against;
    if (one.liftedBy === correctionId) changed.set(one.id, restored(current));
    else if (former !== undefined && current.rejection?.against.anchorId === correction.anchorId) {
      changed.set(one.id, { ...current, rejection: { ...current.rejection, against: former } });
    }
  }
  return { anchors: written, gone: [], binned: emptied, corrections: [...changed.values()] };
}

/** Those that make room for the newer ones. */
export function overflow(corrections: readonly Correction[]): Correction[] {
  const kept = new Set<Correction>(rejectionsInForce(corrections));
  return corrections
    .toSorted((a, b) => b.madeAtMs - a.madeAtMs)
    .slice(MAX_HISTORY)
    .filter((correction) => !kept.has(correction));
}

/**
 * Without the samples that are remembered for anchors that cannot come back: they could not be given back to anybody.
 * Returns those that changed.
 */
export function forgetErased(saved: Saved, isBinned: (anchorId: string) => boolean): Correction[] {
  const isThere = (id: string): boolean =>
    isBinned(id) || saved.anchors.some((anchor) => anchor.id === successorOf(id, saved, saved.corrections));
  return saved.corrections.flatMap((correction) => {
    const { change } = correction;
    if (change === undefined || change.dropped.length === 0) return [];
    const isUndoable = change.before
      .filter(({ id }) => change.after.some((left) => left.id === id))
      .every(({ id }) => isThere(id));
    return isUndoable ? [] : [{ ...correction, change: { ...change, dropped: [] } }];
  });
}

/** Follows the merges in force, the latest word of each. */
function successorOf(anchorId: string, { anchors }: Saved, corrections: readonly Correction[]): string {
  const seen = new Set<string>();
  let id = anchorId;
  while (!seen.has(id) && !anchors.some((anchor) => anchor.id === id)) {
    seen.add(id);
    id = corrections.find((one) => hasTaken(one, id))?.anchorId ?? id;
  }
  return id;
}

function hasTaken({ kind, undoneAtMs, change, anchorId }: Correction, id: string): boolean {
  if (kind !== 'merged' || undoneAtMs !== undefined || anchorId === id) return false;
  return change?.before.some((outline) => outline.id === id) === true;
}

function followRenamed(saved: Saved, written: readonly Anchor[]) {
  return written.flatMap((anchor) => {
    const former = saved.anchors.find(({ id }) => id === anchor.id);
    if (former === undefined || former.name === anchor.name) return [];
    return redirectsTo(personOf(anchor), [former], saved);
  });
}
