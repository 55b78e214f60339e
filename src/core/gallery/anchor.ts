/** @file An anchor (an enrolled person) and its samples, as the rest of the product sees them. */

/** One enrolled face of an anchor. */
export interface Sample {
  readonly id: string;
  /** When it was enrolled, ms since the epoch. */
  readonly enrolledAtMs: number;
  /** Where it came from. */
  readonly source: SampleSource;
  /** 0..1, see `assessFace`. */
  readonly quality: number;
  /** The face crop with margin, `CROP_SIZE_PX` squared, as an image data URL; kept so that another model can embed it. */
  readonly cropUrl: string;
  /** By `modelId`; each as long as that model's card says. */
  readonly embeddings: Readonly<Record<string, Float32Array>>;
}

/** `file` is a recording, `picture` a still. */
export const SAMPLE_SOURCES = ['tab', 'webcam', 'screen', 'file', 'picture'] as const;
export type SampleSource = (typeof SAMPLE_SOURCES)[number];

export interface Anchor {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
  /** Recognised, so that nobody else's name falls on this face, and never named: the person wished so. */
  readonly isNeverNamed: boolean;
  readonly samples: readonly Sample[];
}

/** A sample on its way from the recognizer to the store. */
export interface NewSample {
  readonly modelId: string;
  readonly embedding: Float32Array;
  readonly quality: number;
  readonly source: SampleSource;
  readonly cropUrl: string;
}

/** Longest name that is kept, in characters: it fits a label over a face and any real name that we know of. */
export const MAX_NAME_LENGTH = 60;

/** No contact list comes near it; comparing a face with more takes longer than a frame may. */
export const MAX_ANCHORS = 20_000;

/** More samples than this do not help the nearest-sample match and only cost storage; the oldest go first. */
export const MAX_SAMPLES_PER_ANCHOR = 20;

/**
 * A name as it is stored: control, direction-changing and invisible characters out, white space folded, trimmed, cut to
 * `MAX_NAME_LENGTH` whole characters. An empty string means that nothing readable was left.
 */
export function cleanName(raw: string): string {
  const readable = raw
    .replace(UNSEEN, '')
    .normalize('NFC')
    .replace(/[\p{Cc}\s\u2800]+/gu, ' ')
    .trim();
  // Joiners belong into names, but a name of nothing else would be invisible.
  if (/^[\p{Default_Ignorable_Code_Point}\s]*$/u.test(readable)) return '';
  return Array.from(readable).slice(0, MAX_NAME_LENGTH).join('').trim();
}

/**
 * Invisible, and of no use in a name. Joiners (Persian, emoji), selectors of variants (Japanese, emoji) and tags (flags) change
 * how their neighbors look, and stay.
 */
const UNSEEN =
  /[\p{Bidi_Control}\ufff9-\ufffb]|(?!\p{Join_Control}|\p{Variation_Selector}|[\u{e0020}-\u{e007f}])\p{Default_Ignorable_Code_Point}/gu;

/** The same for names that mean the same anchor: case does not count, nor does anything that cannot be seen. */
export function nameKey(name: string): string {
  return lowerCase(name.replace(/\p{Default_Ignorable_Code_Point}/gu, '')).normalize('NFC');
}

/**
 * The same in every browser, whatever its language: İ, I and ı are all written "i", since only the writer knows whether a
 * capital I is Turkish.
 */
export function lowerCase(name: string): string {
  return name.toLowerCase().replace(/i\u0307|ı/gu, 'i');
}

export function isSameName(a: string, b: string): boolean {
  return nameKey(a) === nameKey(b);
}
