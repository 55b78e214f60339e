/** @file Tells the service worker how many faces of a tab bear a name, when that number changes. */
import { toFault } from '../core/errors/fault.ts';
import { logFault } from '../platform/log.ts';
import { askBackground } from '../platform/messenger.ts';
import type { WatchedDocument } from './watched-document.ts';

export class Badges {
  readonly #documents: ReadonlySet<WatchedDocument>;
  readonly #shown = new Map<number, number>();

  constructor(documents: ReadonlySet<WatchedDocument>) {
    this.#documents = documents;
  }

  update(tabId: number | undefined): void {
    if (tabId === undefined) return;
    const own = [...this.#documents].filter((document) => document.tabId === tabId);
    const named = own.reduce((sum, document) => sum + document.namedFaces(), 0);
    if ((this.#shown.get(tabId) ?? 0) === named) return;
    if (named === 0) this.#shown.delete(tabId);
    else this.#shown.set(tabId, named);
    askBackground('badge.set', { tabId, named }).catch((error: unknown) => {
      logFault(toFault(error));
    });
  }
}
