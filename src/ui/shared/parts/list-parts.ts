/** @file How much of a long list is shown: a first part, some more by scrolling, and then as often as it is asked for. */

/**
 * By scrolling alone, so many parts are added before the button has to be pressed: what comes after ten thousand people
 * would otherwise never be reached.
 */
const UNASKED_PARTS = 2;

export interface ListParts {
  readonly parts: number;
  /** That scrolling may still add. */
  readonly unasked: number;
}

export const FIRST_PART: ListParts = { parts: 1, unasked: UNASKED_PARTS };
/** Where something more important comes after the list. */
export const FIRST_PART_ONLY: ListParts = { parts: 1, unasked: 0 };

/** The end of what is shown came near. */
export function afterScrolling(shown: ListParts): ListParts {
  return shown.unasked === 0 ? shown : { parts: shown.parts + 1, unasked: shown.unasked - 1 };
}

export function afterAsking({ parts }: ListParts): ListParts {
  return { parts: parts + 1, unasked: UNASKED_PARTS };
}
