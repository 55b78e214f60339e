/** @file One frame on its way to the recognizer and back, and the picture it was taken from. */

/** An answer that has not come by then is lost with the document that owed it. */
const ANSWER_TIMEOUT_MS = 4000;

export class Flight {
  readonly seq: number;
  /** When the page showed the picture. */
  readonly shownMs: number;
  /** The whole of it, from which regions are cut; closed when the flight has landed. */
  readonly picture: VideoFrame | undefined;
  readonly #sentMs: number;
  #hasLanded = false;

  constructor(seq: number, sentMs: number, shownMs: number, picture: VideoFrame | undefined) {
    this.seq = seq;
    this.shownMs = shownMs;
    this.picture = picture;
    this.#sentMs = sentMs;
  }

  hasLanded(): boolean {
    return this.#hasLanded;
  }

  isLost(nowMs: number): boolean {
    return nowMs - this.#sentMs >= ANSWER_TIMEOUT_MS;
  }

  land(): void {
    this.#hasLanded = true;
    this.picture?.close();
  }
}
