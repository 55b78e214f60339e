/** @file Face models as pages call them. */
import type { ChangeoverStatus } from '../../protocol/model-messages.ts';
import { countOf } from './plural.ts';

/** A card's title says in brackets what experts want to know: "Compact (dlib ResNet, 128-d)" is "Compact". */
export function shortTitle(title: string): string {
  const short = title.replace(/\s*\([^()]*\)$/u, '');
  return short === '' ? title : short;
}

/** How far a change of models is, as the end of a sentence. */
export function describeProgress({ done, total }: { readonly done: number; readonly total: number }): string {
  return total === 0 ? '…' : `: ${String(done)} of ${countOf(total, 'face')}`;
}

/** What goes on while one model takes the place of another, in one line. */
export function describeChangeover({ title, done, total, former }: ChangeoverStatus): string {
  const progress = `${String(done)} of ${String(total)}`;
  switch (former) {
    case 'naming':
      return `Switching to ${shortTitle(title)}${describeProgress({ done, total })}`;
    case 'gone':
      return `Nametag has a new, more accurate model. It is reading your saved photos again: ${progress}.`;
    case 'broken':
      return `The former model cannot be opened. ${shortTitle(title)} is reading your saved photos: ${progress}.`;
  }
}
