/** @file What each kind of correction does to the gallery and to earlier corrections, before it is an entry of the history. */
import { FaultError } from '../errors/fault.ts';
import { isSameName, type Anchor, type Sample } from '../gallery/anchor.ts';
import { findAnchor, readableName } from '../gallery/enroll.ts';
import { joinSamples, withSamples, withoutSamples } from '../gallery/edit-samples.ts';
import {
  isAgainst,
  type Correction,
  type CorrectionKind,
  type Person,
  type Rejection,
} from './correction.ts';
import {
  rejectionsContradicted,
  rejectionsMadeMoot,
  rejectionsThatFollow,
  type LatestWord,
  type Not,
} from './rejections.ts';

/** What is saved. */
export interface Saved {
  readonly anchors: readonly Anchor[];
  readonly corrections: readonly Correction[];
}

export interface Draft {
  readonly kind: CorrectionKind;
  readonly about: Person;
  readonly otherNames?: readonly string[];
  /** With `not`, always. */
  readonly rejection?: Rejection;
  /** The anchors that it touches, as they are and as they become. */
  readonly before?: readonly Anchor[];
  readonly after?: readonly Anchor[];
  /** Rejections that it contradicts. */
  readonly lifts?: readonly Not[];
  /** Rejections that go with an anchor that changes. */
  readonly redirects?: readonly { readonly rejection: Not; readonly against: Person }[];
}

export function draftRejection(
  { anchors }: Saved,
  anchorId: string,
  rejection: Omit<Rejection, 'against'>,
): Draft {
  const about = personOf(findAnchor(anchors, anchorId));
  return { kind: 'not', about, rejection: { ...rejection, against: about } };
}

/**
 * @param anchor known, or new and without samples.
 * @param not whom the face had been taken for; passed over where that is `anchor`, or nobody who is saved.
 */
export function draftEnrollment(
  { anchors, corrections }: Saved,
  kind: 'confirmed' | 'named',
  anchor: Anchor,
  samples: readonly Sample[],
  word: LatestWord,
  not?: { readonly anchorId: string; readonly rejection: Omit<Rejection, 'against'> },
): Draft {
  const about = personOf(anchor);
  const against = anchors.find(({ id }) => id === not?.anchorId);
  const isContradicted = against !== undefined && !isAgainst(personOf(against), about);
  return {
    kind,
    about,
    ...(isContradicted && not && { rejection: { ...not.rejection, against: personOf(against) } }),
    before: anchors.filter(({ id }) => id === anchor.id),
    after: [withSamples(anchor, samples)],
    lifts: rejectionsContradicted(corrections, anchor, word),
  };
}

/** @param anchor new and without samples. */
export function draftNeverNamed(anchor: Anchor, samples: readonly Sample[]): Draft {
  const after = [{ ...withSamples(anchor, samples), isNeverNamed: true }];
  return { kind: 'never-named', about: personOf(anchor), before: [], after };
}

export function draftRename({ anchors, corrections }: Saved, anchorId: string, raw: string): Draft {
  const name = readableName(raw);
  const anchor = findAnchor(anchors, anchorId);
  return {
    kind: 'renamed',
    about: personOf(anchor),
    otherNames: [name],
    before: [anchor],
    after: [{ ...anchor, name }],
    redirects: redirectsTo({ anchorId, name }, [anchor], { anchors, corrections }),
  };
}

export function draftNeverName({ anchors }: Saved, anchorId: string, isNeverNamed: boolean): Draft {
  const anchor = findAnchor(anchors, anchorId);
  const kind = isNeverNamed ? 'never-named' : 'named-again';
  return { kind, about: personOf(anchor), before: [anchor], after: [{ ...anchor, isNeverNamed }] };
}

export function draftMerge(saved: Saved, intoId: string, fromIds: readonly string[]): Draft {
  const into = findAnchor(saved.anchors, intoId);
  const from = [...new Set(fromIds)].map((id) => findAnchor(saved.anchors, id));
  const lifts = rejectionsMadeMoot(saved.corrections, [into, ...from]);
  const redirects = redirectsTo(personOf(into), from, saved);
  return {
    kind: 'merged',
    about: personOf(into),
    otherNames: from.map(({ name }) => name),
    before: [into, ...from],
    after: [
      joinSamples(
        into,
        from.flatMap(({ samples }) => samples),
      ),
    ],
    lifts,
    redirects: redirects.filter(({ rejection }) => !lifts.includes(rejection)),
  };
}

export function draftRemoval({ anchors }: Saved, anchorId: string, sampleIds: readonly string[]): Draft {
  const anchor = findAnchor(anchors, anchorId);
  pick(anchor, sampleIds);
  const after = [withoutSamples(anchor, sampleIds)];
  return { kind: 'samples-removed', about: personOf(anchor), before: [anchor], after };
}

export function draftMove(
  { anchors }: Saved,
  anchorId: string,
  sampleIds: readonly string[],
  toAnchorId: string,
): Draft {
  const [from, to] = [findAnchor(anchors, anchorId), findAnchor(anchors, toAnchorId)];
  return {
    kind: 'samples-moved',
    about: personOf(from),
    otherNames: [to.name],
    before: [from, to],
    after: [withoutSamples(from, sampleIds), joinSamples(to, pick(from, sampleIds))],
  };
}

/** A name for the lists, of somebody whose name is never shown: nobody's yet. */
export function neverNamedName(anchors: readonly Anchor[]): string {
  let number = 1;
  const isTaken = (name: string): boolean => anchors.some((anchor) => isSameName(anchor.name, name));
  while (isTaken(`Never named ${String(number)}`)) number++;
  return `Never named ${String(number)}`;
}

export function personOf({ id, name }: Anchor): Person {
  return { anchorId: id, name };
}

/** Rejections of these anchors become rejections of `against`. */
export function redirectsTo(
  against: Person,
  of: readonly Anchor[],
  { anchors, corrections }: Saved,
): { readonly rejection: Not; readonly against: Person }[] {
  return of
    .flatMap((anchor) => rejectionsThatFollow(corrections, personOf(anchor), anchors))
    .map((rejection) => ({ rejection, against }));
}

/** @throws FaultError `samples-missing` when the anchor has none of them: another page was quicker. */
function pick(anchor: Anchor, sampleIds: readonly string[]): Sample[] {
  const picked = anchor.samples.filter(({ id }) => sampleIds.includes(id));
  if (picked.length === 0) throw new FaultError('samples-missing', anchor.id);
  return picked;
}
