/** @file What is said after a correction, and while it is under way. */
import type { CorrectionWish } from '../../../protocol/correction-messages.ts';

export const COVERED_TEXT =
  'Something covers this face, such as a mask or a hand. A photo without it makes names more certain.';
export const WAITING_TEXT = 'One moment…';
export const UNDONE_TEXT = 'Undone.';

/** `before`: the name that the face had. */
export function notedText(wish: CorrectionWish, before: string): string {
  switch (wish.kind) {
    case 'confirm':
      return `Noted: this is ${before}.`;
    case 'not':
      return `Noted: not ${before}.`;
    case 'rename':
      return `Noted: ${before} is now ${wish.name}.`;
    case 'name':
      return `Noted: this is ${wish.name}.`;
    case 'never':
      return 'Noted: this person gets no name.';
  }
}
