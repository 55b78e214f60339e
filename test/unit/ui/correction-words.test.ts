/** @file What is said after a correction. */
import { expect, test } from 'vitest';
import { notedText } from '../../../src/ui/shared/corrections/correction-words.ts';

test.for([
  [{ kind: 'confirm', anchorId: 'm' }, 'Noted: this is Mira.'],
  [{ kind: 'not', anchorId: 'm' }, 'Noted: not Mira.'],
  [{ kind: 'rename', anchorId: 'm', name: 'Mirah' }, 'Noted: Mira is now Mirah.'],
  [{ kind: 'name', name: 'Clara' }, 'Noted: this is Clara.'],
  [{ kind: 'never' }, 'Noted: this person gets no name.'],
] as const)('after $0.kind', ([wish, text]) => {
  expect(notedText(wish, 'Mira')).toBe(text);
});
