/**
 * @file What the recognizer has asked of one video: the next frame not before its time, and regions of the last frame,
 * each once. What it did not ask for is not looked at. Pure; times are passed in.
 */

/** A viewer samples up to 8 ms early (video/sample-pace.ts); messages are late by as much. */
const EARLY_MS = 10;
/** A new picture, or a frame that got lost, starts the viewer's pace again. */
const RESERVE_MS = 4000;
/** No pace asks for more patience. It also ends a debt after a change of pace. */
const MAX_AFTER_MS = 4000;

interface Answer {
  readonly seq: number;
  readonly wanted: readonly { readonly track: number }[];
  readonly next: { readonly afterMs: number };
}

export class AskedFor {
  #seq: number | undefined;
  #tracks = new Set<number>();
  #afterMs = 0;
  /** When the next frame is expected if all of them came exactly when they were asked for. */
  #dueMs = -Infinity;

  noteAnswer({ seq, wanted, next }: Answer): void {
    this.#seq = seq;
    this.#tracks = new Set(wanted.map(({ track }) => track));
    this.#afterMs = Math.min(MAX_AFTER_MS, Math.max(0, next.afterMs - EARLY_MS));
  }

  /** False for a frame of a viewer that has been ahead of the wished pace for seconds. */
  takeFrame(nowMs: number): boolean {
    if (nowMs < this.#dueMs - RESERVE_MS) return false;
    this.#dueMs = Math.max(this.#dueMs, nowMs) + this.#afterMs;
    return true;
  }

  /** True once for each region of the last answer. */
  takeRegion(seq: number, track: number): boolean {
    return seq === this.#seq && this.#tracks.delete(track);
  }
}
