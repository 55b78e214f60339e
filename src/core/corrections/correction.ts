/**
 * @file What the person said about faces and names, as the history keeps it. A correction is undone from there, and what
 * "not X" rejected stays with it.
 */

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

export interface Correction {
  readonly id: string;
  readonly kind: CorrectionKind;
  /** ms since the epoch. */
  readonly madeAtMs: number;
  readonly anchorId: string;
  /** The anchor's name when it was corrected. */
  readonly name: string;
  /** With `renamed`: the new name. With `merged` and `samples-moved`: the other anchor's. */
  readonly otherName?: string;
  /** With `not`. */
  readonly rejected?: RejectedFace;
  /** With `not`, where the recognizer had named the face. */
  readonly grounds?: Grounds;
  /** Missing while it is in force. */
  readonly undoneAtMs?: number;
}
