/**
 * @file Changes of the gallery that can be undone. [Note: Undoing one change of several] A change is kept as the anchors
 * that it touched before and after it. Undoing compares both with what is there by now, as a merge of three versions does:
 * what still is as the change left it becomes what it was before; what was changed since stays.
 */
import { FaultError } from '../errors/fault.ts';
import { MAX_SAMPLES_PER_ANCHOR, type Anchor, type Sample } from '../gallery/anchor.ts';
import type { AnchorOutline, Change } from './correction.ts';

export function changeBetween(before: readonly Anchor[], after: readonly Anchor[]): Change {
  const left = new Set(after.flatMap(({ samples }) => samples.map(({ id }) => id)));
  return {
    before: before.map(outlineOf),
    after: after.map(outlineOf),
    dropped: before.flatMap(({ samples }) => samples).filter(({ id }) => !left.has(id)),
  };
}

export interface Undone {
  /** Anchors that are other than they are now, also those that are there again. */
  readonly written: readonly Anchor[];
  /** Anchors that the change had made, and of which nothing else is left. */
  readonly emptied: readonly Anchor[];
}

/**
 * See: [Note: Undoing one change of several].
 * @param successorOf the anchor that another one has become part of since; of any other, itself.
 * @throws FaultError `anchor-missing` when an anchor that the change was about is not there.
 */
export function undoChange(
  change: Change,
  current: readonly Anchor[],
  successorOf: (anchorId: string) => string,
): Undone {
  const anchors = new Map(current.map((anchor) => [anchor.id, anchor]));
  const before = new Map(change.before.map((outline) => [outline.id, outline]));
  const after = new Map(change.after.map((outline) => [outline.id, outline]));
  for (const [id, { name, createdAtMs, isNeverNamed }] of before) {
    if (after.has(id) && !anchors.has(successorOf(id))) throw new FaultError('anchor-missing', id);
    if (!after.has(id) && !anchors.has(id)) {
      anchors.set(id, { id, name, createdAtMs, isNeverNamed, samples: [] });
    }
  }

  const known = new Map([...change.dropped, ...samplesOf(current)].map((sample) => [sample.id, sample]));
  const [was, became] = [placesIn(change.before), placesIn(change.after)];
  const is = placesIn(current.map(outlineOf));
  for (const [sampleId, sample] of known) {
    const [from, to] = [became.get(sampleId), was.get(sampleId)];
    if (from === to || is.get(sampleId) !== (from === undefined ? undefined : successorOf(from))) continue;
    remove(anchors, is.get(sampleId), sampleId);
    if (to !== undefined) add(anchors, anchors.has(to) ? to : successorOf(to), sample);
  }

  const emptied: Anchor[] = [];
  for (const anchor of anchors.values()) {
    if (after.has(anchor.id) && !before.has(anchor.id) && anchor.samples.length === 0) emptied.push(anchor);
    else anchors.set(anchor.id, settle(anchor, before.get(anchor.id), after.get(anchor.id)));
  }
  const isOther = (anchor: Anchor): boolean => !current.includes(anchor) && !emptied.includes(anchor);
  return { written: [...anchors.values()].filter(isOther), emptied };
}

function outlineOf({ samples, ...rest }: Anchor): AnchorOutline {
  return { ...rest, sampleIds: samples.map(({ id }) => id) };
}

function samplesOf(anchors: readonly Anchor[]): Sample[] {
  return anchors.flatMap(({ samples }) => samples);
}

/** By sample: the anchor that has it. */
function placesIn(outlines: readonly AnchorOutline[]): Map<string, string> {
  return new Map(outlines.flatMap(({ id, sampleIds }) => sampleIds.map((sampleId) => [sampleId, id])));
}

function remove(anchors: Map<string, Anchor>, anchorId: string | undefined, sampleId: string): void {
  const anchor = anchorId === undefined ? undefined : anchors.get(anchorId);
  if (anchor === undefined) return;
  anchors.set(anchor.id, { ...anchor, samples: anchor.samples.filter(({ id }) => id !== sampleId) });
}

function add(anchors: Map<string, Anchor>, anchorId: string, sample: Sample): void {
  const anchor = anchors.get(anchorId);
  if (anchor === undefined) throw new FaultError('anchor-missing', anchorId);
  anchors.set(anchor.id, { ...anchor, samples: [...anchor.samples, sample] });
}

/** Samples stand in their former order, with those that came since behind them; name and wish are the former ones again. */
function settle(anchor: Anchor, then: AnchorOutline | undefined, left: AnchorOutline | undefined): Anchor {
  const settled = { ...anchor, samples: inOrder(anchor.samples, then?.sampleIds ?? []) };
  if (then !== undefined && anchor.name === left?.name) settled.name = then.name;
  if (then !== undefined && anchor.isNeverNamed === left?.isNeverNamed)
    settled.isNeverNamed = then.isNeverNamed;
  const isSame =
    settled.name === anchor.name &&
    settled.isNeverNamed === anchor.isNeverNamed &&
    settled.samples.length === anchor.samples.length &&
    settled.samples.every((sample, index) => sample === anchor.samples[index]);
  return isSame ? anchor : settled;
}

/** Where they are too many by now, those that came since stay. */
function inOrder(samples: readonly Sample[], sampleIds: readonly string[]): readonly Sample[] {
  const rank = ({ id }: Sample): number => {
    const index = sampleIds.indexOf(id);
    return index < 0 ? sampleIds.length : index;
  };
  return samples.toSorted((a, b) => rank(a) - rank(b)).slice(-MAX_SAMPLES_PER_ANCHOR);
}
