/** @file What one person's faces are judged by, in one appearance and in all. Pure. */
import type { Span } from '../../src/core/timeline/name-spans.ts';
import type { SeenFace } from '../../src/core/timeline/seen-faces.ts';
import { allFaces, clearFaces, type Appearance } from './appearances.ts';
import type { Identities } from './identities.ts';
import { isNamedAs } from './names.ts';
import { countChanges, finite } from './numbers.ts';

export interface ShownName {
  /** When the name stood on the video, on whichever face. */
  readonly spans: readonly Span[];
}

export interface PersonScore extends ShownName {
  readonly isEnrolled: boolean;
  /** Found, and not hidden in part. */
  readonly detectedFrames: number;
  readonly namedFrames: number;
  readonly wrongNameFrames: number;
  readonly maybeFrames: number;
  readonly idSwitches: number;
  readonly nameChanges: number;
  /** Of each appearance; null where the name never came. */
  readonly framesToName: readonly (number | null)[];
}

export function scorePerson(
  name: string,
  own: readonly Appearance[],
  isEnrolled: boolean,
  spans: readonly Span[],
  { settledOf }: Identities,
): PersonScore {
  const faces = own.flatMap(allFaces);
  const clear = own.flatMap(clearFaces);
  return {
    isEnrolled,
    detectedFrames: clear.length,
    namedFrames: clear.filter(({ verdict }) => isNamedAs(verdict, name)).length,
    wrongNameFrames: faces.filter(({ verdict }) => verdict.kind === 'named' && !isNamedAs(verdict, name))
      .length,
    maybeFrames: clear.filter(({ verdict }) => verdict.kind === 'maybe').length,
    idSwitches: countChanges(clear.flatMap((face) => settledOf(face) ?? [])),
    nameChanges: countChanges(namesOf(faces)),
    framesToName: isEnrolled ? own.map((one) => finite(framesToName(one))) : [],
    spans,
  };
}

/** Detected frames up to and with the first that bears the name; Infinity for never. */
export function framesToName(appearance: Appearance): number {
  const at = clearFaces(appearance).findIndex(({ verdict }) => isNamedAs(verdict, appearance.name));
  return at < 0 ? Infinity : at + 1;
}

export function isNamedAtLast(appearance: Appearance): boolean {
  const last = clearFaces(appearance).at(-1);
  return last !== undefined && isNamedAs(last.verdict, appearance.name);
}

/** How often a right name went away while the face stayed. */
export function countLosses(appearance: Appearance): number {
  const isNamed = clearFaces(appearance).map(({ verdict }) => isNamedAs(verdict, appearance.name));
  return isNamed.filter((one, index) => !one && isNamed[index - 1] === true).length;
}

/** Every name that was shown, in order. */
export function namesOf(faces: readonly SeenFace[]): string[] {
  return faces.flatMap(({ verdict }) => (verdict.kind === 'named' ? [verdict.name] : []));
}
