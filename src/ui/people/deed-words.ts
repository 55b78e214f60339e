/** @file What is said of a deed that was done. */
import { countOf } from '../shared/plural.ts';
import type { Deed } from './deed.ts';

/** What was done, in a sentence without its full stop. */
export function describeDeed(deed: Deed, nameOf: (anchorId: string) => string): string {
  switch (deed.kind) {
    case 'remove':
      return `${countOf(deed.sampleIds.length, 'picture')} of ${nameOf(deed.anchorId)} removed`;
    case 'move':
      return `${countOf(deed.sampleIds.length, 'picture')} moved to ${nameOf(deed.toAnchorId)}`;
    case 'merge':
      return `${deed.fromIds.map(nameOf).join(', ')} merged into ${nameOf(deed.intoId)}`;
    case 'rename':
      return `${nameOf(deed.anchorId)} is now called ${deed.name}`;
    case 'never-name':
      return `${nameOf(deed.anchorId)} is ${deed.isNeverNamed ? 'never named' : 'named again'}`;
    case 'delete':
      return `${nameOf(deed.anchorId)} deleted`;
  }
}
