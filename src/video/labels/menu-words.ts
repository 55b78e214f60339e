/** @file What the menu of a label says. A content script has no other sentences: those of faults stay out of it. */
import type { FaultCode } from '../../core/errors/fault.ts';
import type { Verdict } from '../../core/matching/verdict.ts';
import type { CorrectionWish } from '../../protocol/correction-messages.ts';

/** What can be pressed in the menu. */
export type MenuAction = 'confirm' | 'not' | 'type' | 'never' | 'rename' | 'name' | 'undo';

export interface MenuItem {
  readonly action: MenuAction;
  readonly text: string;
}

export function menuItems(verdict: Verdict): readonly MenuItem[] {
  const never = { action: 'never', text: 'Never name this person' } as const;
  if (!('name' in verdict)) return [{ action: 'type', text: 'Give a name…' }, never];
  return [
    { action: 'confirm', text: `Yes, this is ${verdict.name}` },
    { action: 'not', text: `Not ${verdict.name}` },
    { action: 'type', text: 'Change the name…' },
    never,
  ];
}

/** What a typed name can mean. */
export function nameItems(verdict: Verdict): readonly MenuItem[] {
  if (!('name' in verdict)) return [{ action: 'name', text: 'Save' }];
  return [
    { action: 'name', text: 'This face is somebody else' },
    { action: 'rename', text: `Rename ${verdict.name} everywhere` },
  ];
}

/** `before`: the name that the face had. `isCovered`: something covers it in all looks, which are saved unasked. */
export function notedText(wish: CorrectionWish, before: string, isCovered = false): string {
  const text = textOf(wish, before);
  return isCovered ? `${text} ${COVERED_TEXT}` : text;
}

function textOf(wish: CorrectionWish, before: string): string {
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

/** A question where the product can ask; elsewhere it follows what is noted. */
export const COVERED_TEXT =
  'Something covers this face, such as a mask or a hand. A photo without it makes names more certain.';
export const WAITING_TEXT = 'One moment…';
export const UNDONE_TEXT = 'Undone.';
export const GONE_TEXT = 'This face is no longer in view.';
export const EMPTY_TEXT = 'Type a name first.';

const REFUSED: Readonly<Partial<Record<FaultCode, string>>> = {
  'face-gone': 'This face is gone. Nothing was changed.',
  'face-not-clear': 'The face is not clear enough. Try again when it is larger, or turned to the camera.',
  'face-mixed': 'This was more than one face. Try again while the person stays in view.',
  'anchor-missing': 'This person is no longer saved.',
  'too-many-corrections': 'That was a lot at once. Try again in a minute.',
  'recognizer-gone': 'Nametag did not answer. Try again in a moment.',
};

export function refusedText(code: FaultCode): string {
  return REFUSED[code] ?? 'That did not work. Nothing was changed.';
}
