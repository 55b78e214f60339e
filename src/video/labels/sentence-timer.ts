/** @file How long a sentence stays on the page. */

/** Long enough to read the sentence, think, and reach for the button. */
export const UNDO_MS = 8000;
/** For a sentence that offers nothing. */
export const SENTENCE_MS = 4000;
/** A sentence under the pointer is being read: it is asked again so much later. */
const HOVER_MS = 1000;

export class SentenceTimer {
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Ends any other; `Infinity` waits for somebody else to end it. */
  start(element: Element, lastingMs: number, onEnd: () => void): void {
    this.stop();
    if (lastingMs === Infinity) return;
    this.#timer = setTimeout(() => {
      if (element.matches(':hover')) this.start(element, HOVER_MS, onEnd);
      else onEnd();
    }, lastingMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
