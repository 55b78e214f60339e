/**
 * @file A click on a label opens a surface of the extension's own. [Note: Deciding on own ground] A page could hide or cover
 * what lies in its document and have the person click it, so nothing is decided there. A content script lives in the page's
 * process, which may have been taken over: all that it can do is to have the surface open, for a face of its own, and only
 * so often.
 */
import { RateLimit } from '../core/timing/rate-limit.ts';
import { askBackground } from '../platform/messenger.ts';
import { faceKey } from './tab-status.ts';
import type { WatchedDocument } from './watched-document.ts';

/** A person who corrects one face after the other needs some seconds for each. */
const MOST_A_MINUTE = 20;
const MINUTE_MS = 60_000;

export class FaceOpener {
  readonly #document: Pick<WatchedDocument, 'id' | 'tabId' | 'videos'>;
  readonly #rate = new RateLimit(MOST_A_MINUTE, MINUTE_MS);

  constructor(document: Pick<WatchedDocument, 'id' | 'tabId' | 'videos'>) {
    this.#document = document;
  }

  /** Nothing happens for a face that is not there. */
  async open(number: number, track: number): Promise<void> {
    const { tabId, videos } = this.#document;
    const video = videos.get(number);
    if (tabId === undefined || video?.session.isPresent(track) !== true) return;
    if (!this.#rate.take(performance.now())) return;
    await askBackground('face.open', { tabId, face: faceKey(this.#document, video, track) });
  }
}
