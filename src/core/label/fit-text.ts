/** @file How a name fits on a label: cut at a whole character, and written in its own direction. */

const ELLIPSIS = '…';
const RIGHT_TO_LEFT =
  /^[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * The text, or as much of its beginning as fits together with an ellipsis.
 * @param widthOf measures a text in the unit of `maxWidth`; a longer text must not be narrower
 */
export function fitText(text: string, maxWidth: number, widthOf: (part: string) => number): string {
  if (widthOf(text) <= maxWidth) return text;
  const ends = Array.from(graphemes.segment(text), ({ index }) => index);
  let [fits, tooLong] = [0, ends.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (widthOf(shortened(text, ends[middle])) <= maxWidth) fits = middle;
    else tooLong = middle;
  }
  return shortened(text, ends[fits]);
}

/** By the first letter, as HTML's `dir="auto"` decides it. Source: Unicode UAX #9, rules P2 and P3. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const [letter = ''] = /\p{L}/u.exec(text) ?? [];
  return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}

function shortened(text: string, end = 0): string {
  return text.slice(0, end).trimEnd() + ELLIPSIS;
}
