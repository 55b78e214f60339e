/** @file From an entry of the menu to what is asked of the recognizer. */
import type { CorrectionWish } from '../../protocol/correction-messages.ts';
import type { MenuAction } from './menu-words.ts';

/** Undefined where a name is missing. A face that is nobody's yet can only be named, or never named. */
export function wishOf(
  action: Exclude<MenuAction, 'undo' | 'type'>,
  anchorId: string | undefined,
  name: string,
): CorrectionWish | undefined {
  if (action === 'never') return anchorId === undefined ? { kind: 'never' } : { kind: 'never', anchorId };
  if (action === 'name' && name !== '')
    return anchorId === undefined ? { kind: 'name', name } : { kind: 'name', name, anchorId };
  if (action === 'name' || anchorId === undefined) return undefined;
  if (action === 'rename') return name === '' ? undefined : { kind: 'rename', anchorId, name };
  return { kind: action, anchorId };
}
