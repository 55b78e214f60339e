/** @file Looks at a face that a mask or a hand covers: they give way to clear ones, and are saved only if the person agrees. */

export interface CoverableLook {
  /** Whether something lies over nose or mouth, such as a mask or a hand. */
  readonly isCovered?: boolean;
}

/** The clear looks, or all of them if the face is covered. */
export function preferClear<Look extends CoverableLook>(looks: readonly Look[]): readonly Look[] {
  const clear = clearOf(looks);
  return clear.length > 0 ? clear : looks;
}

/** Whether the looks show a covered face. False for no looks. */
export function areCovered(looks: readonly CoverableLook[]): boolean {
  return looks.length > 0 && clearOf(looks).length === 0;
}

/**
 * One clear look among several covered ones is chance: of looks at a drawn mask, 1 to 6 in 100 pass for clear ones. Taken
 * at its word, it would save the masked face without a question.
 */
function clearOf<Look extends CoverableLook>(looks: readonly Look[]): readonly Look[] {
  const clear = looks.filter(({ isCovered }) => isCovered !== true);
  return clear.length === 1 && looks.length >= FEWEST_TO_OUTVOTE ? [] : clear;
}

const FEWEST_TO_OUTVOTE = 3;
