/**
 * @file What the person said about faces and names, as the history keeps it. A correction is undone from there, and what
 * "not X" rejected stays with it.
 */
import { isSameName, type Sample } from '../gallery/anchor.ts';

export const CORRECTION_KINDS = [
  /** This face is not the anchor: the face is kept, and the anchor never matches it again. */
  'not',
  /** This face is the anchor: good looks at it were added. */
  'confirmed',
  /** The face was given a name: good looks at it were added to that anchor, new or not. */
  'named',
  /** The anchor bears another name from now on. */
  'renamed',
  /** The anchor, known or made for the purpose, is recognised and never named. */
  'never-named',
  'named-again',
  /** Others became part of the anchor. */
  'merged',
  'samples-removed',
  /** Samples went to another anchor. */
  'samples-moved',
] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

/** A face that is not the anchor's, kept as samples are, so that every network can embed it. */
export interface RejectedFace {
  readonly id: string;
  readonly cropUrl: string;
  readonly quality: number;
  /** By `modelId`. */
  readonly embeddings: Readonly<Record<string, Float32Array>>;
}

/** What the recognizer knew when the person contradicted it. */
export interface Grounds {
  /** The anchor's sample that was nearest to the face. */
  readonly sampleId: string;
  /** L2 in the metric's space, of that time's network. */
  readonly distance: number;
  /** Whom the face would have been named after without the anchor; missing when nobody was near enough. */
  readonly runnerUp?: { readonly anchorId: string; readonly name: string; readonly distance: number };
}

/** What "not X" says: these faces are not this anchor's. */
export interface Rejection {
  /** A few unlike looks at the one face. */
  readonly faces: readonly RejectedFace[];
  /** Whom they are not, by now: it follows renaming, merging and enrolling anew. */
  readonly against: Person;
  /** Missing where the recognizer had not named the face. */
  readonly grounds?: Grounds;
}

export interface Person {
  readonly anchorId: string;
  readonly name: string;
}

/** An anchor without what its samples hold. */
export interface AnchorOutline {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
  readonly isNeverNamed: boolean;
  readonly sampleIds: readonly string[];
}

/** What a correction did to the gallery, in so far as undoing it needs to know. */
export interface Change {
  /** The anchors that it touched, as they were; a new one is missing. */
  readonly before: readonly AnchorOutline[];
  /** The same anchors afterwards; one that became part of another is missing. */
  readonly after: readonly AnchorOutline[];
  /** Samples that no anchor has any more. */
  readonly dropped: readonly Sample[];
}

export interface Correction {
  readonly id: string;
  readonly kind: CorrectionKind;
  /** ms since the epoch. */
  readonly madeAtMs: number;
  readonly anchorId: string;
  /** The anchor's name when it was corrected. */
  readonly name: string;
  /** With `renamed`: the new name. With `merged`: those of the others. With `samples-moved`: that of whom they went to. */
  readonly otherNames: readonly string[];
  /** With `not`, always; with `named`, where the face had been taken for somebody else. */
  readonly rejection?: Rejection;
  /** With every other kind, always. */
  readonly change?: Change;
  /** Earlier corrections whose "not X" this one contradicted; they are in force again when it is undone. */
  readonly lifted: readonly string[];
  /** With `merged`: whom rejections had been against that are now against the anchor. */
  readonly redirected: readonly { readonly correctionId: string; readonly against: Person }[];
  /** Missing while it is in force. */
  readonly undoneAtMs?: number;
  /** The later correction that contradicted its "not X"; missing when the person undid it. What else it did stays. */
  readonly liftedBy?: string;
}

/** Whether a rejection holds for this anchor. Whoever is enrolled anew under the name is still not this face. */
export function isAgainst(against: Person, { anchorId, name }: Person): boolean {
  return against.anchorId === anchorId || isSameName(against.name, name);
}
