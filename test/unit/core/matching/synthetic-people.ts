/**
 * @file People who do not exist, for tests that need hundreds: embeddings of 128 numbers whose distances are those of the
 * compact network: about 0.375 between two looks at one person (0.3 to 0.45), 0.75 ± 0.08 between strangers.
 */
import { entryOf, type GalleryEntry } from '../../../../src/core/gallery/gallery.ts';

export interface Person {
  readonly name: string;
  /** What all looks at the person have in common. */
  readonly face: Float32Array;
}

const DIMENSION = 128;
/** What tells people apart lies in few directions, or their distances would hardly differ: 25 give the deviation of 0.08. */
const FACE_DIMENSIONS = 25;
const FACE_SPREAD = 0.0925;
const LOOK_SPREAD = 0.0234;
/** Between the faces of look-alikes; their looks then lie 0.475 apart. */
const LOOK_ALIKE_DISTANCE = 0.29;

export type Random = () => number;

/** Mulberry32: the same numbers for the same seed. */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export function person(name: string, random: Random): Person {
  const face = new Float32Array(DIMENSION);
  for (let i = 0; i < FACE_DIMENSIONS; i++) face[i] = FACE_SPREAD * normal(random);
  return { name, face };
}

export function lookAlikeOf({ face }: Person, name: string, random: Random): Person {
  const offset = Array.from({ length: FACE_DIMENSIONS }, () => normal(random));
  const scale = LOOK_ALIKE_DISTANCE / Math.hypot(...offset);
  return { name, face: face.map((value, i) => value + scale * (offset[i] ?? 0)) };
}

/** Some pictures are worse than others: their spread is up to a fifth smaller or larger. */
export function lookAt({ face }: Person, random: Random): Float32Array {
  const spread = LOOK_SPREAD * (0.8 + 0.4 * random());
  return face.map((value) => value + spread * normal(random));
}

export function enrolled(one: Person, samples: number, random: Random): GalleryEntry {
  const looks = Array.from({ length: samples }, () => lookAt(one, random));
  return entryOf(one.name.toLowerCase().replaceAll(' ', '-'), one.name, looks);
}
