/**
 * @file A video without faces is only probed. [Note: Probing] For the first seconds after a face it is sampled at the full rate,
 * since most faces that are lost come back at once. Then, where faces were seen lately, as between the scenes of a film, it is
 * probed twice a second, so that the next face waits for a quarter of a second on average; after that once a second, as is a
 * video that never showed one. The frame that finds a face asks for the full rate at once.
 */

/** Longer than any track waits unseen (see `core/tracking`). */
const AWAKE_MS = 3000;
const RECENT_MS = 10_000;
const SOON_MS = 500;
const RARELY_MS = 1000;
/** Of a video that was not sampled for so long nothing is remembered: it shows something else by now. */
const FORGOTTEN_MS = 30_000;

export class Probing {
  #beganMs: number | undefined;
  #faceMs: number | undefined;
  #seenMs = -Infinity;

  /** After each frame. */
  note(hasFaces: boolean, nowMs: number): void {
    if (nowMs - this.#seenMs > FORGOTTEN_MS) this.#beganMs = this.#faceMs = undefined;
    this.#beganMs ??= nowMs;
    this.#seenMs = nowMs;
    if (hasFaces) this.#faceMs = nowMs;
  }

  /** The pause until the next probe; undefined while the video deserves its full rate. */
  pauseMs(): number | undefined {
    const withoutMs = this.#seenMs - (this.#faceMs ?? this.#beganMs ?? this.#seenMs);
    if (withoutMs < AWAKE_MS) return undefined;
    return this.#faceMs !== undefined && withoutMs < RECENT_MS ? SOON_MS : RARELY_MS;
  }
}
