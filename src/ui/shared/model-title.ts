/** @file Face models as pages call them. */
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
