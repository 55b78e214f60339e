/** @file When a playing picture is sampled next, and what of it, as the recognizer wishes. Pure; times are passed in. */
import { FIRST_SAMPLE, type SampleWish } from '../core/pace/sample-wish.ts';

/** Half a frame of a display: frames come that much too early or too late, and one that is early would cost a whole one. */
const SLACK_MS = 8;

export class SamplePace {
  wish: SampleWish = FIRST_SAMPLE;
  #sampledMs = -Infinity;

  /** Whether the frame that is shown at this time is the one to take. */
  isDue(shownMs: number): boolean {
    return shownMs - this.#sampledMs >= this.wish.afterMs - SLACK_MS;
  }

  /** How long no frame will be due, 0 when the next one may be. */
  restMs(nowMs: number): number {
    return Math.max(0, this.#sampledMs + this.wish.afterMs - SLACK_MS - nowMs);
  }

  note(shownMs: number): void {
    this.#sampledMs = shownMs;
  }

  /** Another recognizer, or another picture: what was wished is void. */
  reset(): void {
    this.wish = FIRST_SAMPLE;
    this.#sampledMs = -Infinity;
  }
}
