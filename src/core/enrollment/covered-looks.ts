/** @file Looks at a face that a mask or a hand covers: they give way to clear ones, and are saved only if the person agrees. */

export interface CoverableLook {
  /** Whether something lies over nose or mouth, such as a mask or a hand. */
  readonly isCovered?: boolean;
}

/** The clear looks, or all of them if none is clear. */
export function preferClear<Look extends CoverableLook>(looks: readonly Look[]): readonly Look[] {
  const clear = looks.filter(({ isCovered }) => isCovered !== true);
  return clear.length > 0 ? clear : looks;
}

/** False for no looks. */
export function areAllCovered(looks: readonly CoverableLook[]): boolean {
  return looks.length > 0 && looks.every(({ isCovered }) => isCovered === true);
}
