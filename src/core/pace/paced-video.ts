/**
 * @file The rate of one video. [Note: Down quickly, up slowly] It follows at once when less can be afforded; it rises by one step
 * when a higher rate could have been afforded with a reserve for a while. Between the two it stays, so that it does not swing.
 */
import { Probing } from './probing.ts';
import { rateAbove, type Rate } from './rate-ladder.ts';

/** Long enough that a look at a new face is over; three steps up, from five frames a second to thirty, take as many seconds. */
const RISE_AFTER_MS = 1000;

export class PacedVideo {
  readonly id: number;
  readonly probing = new Probing();
  /** Of its picture, in pixels: the larger comes first. */
  weight = 0;
  seenMs = -Infinity;
  /** Undefined while it is not sampled at a rate of its own. */
  rate: Rate | undefined;
  /** Since when a higher rate could be afforded. */
  #roomSinceMs: number | undefined;

  constructor(id: number) {
    this.id = id;
  }

  /** Aims at `affordable`; `safe` is what can be afforded with a reserve. */
  follow(affordable: Rate, safe: Rate, nowMs: number): Rate {
    this.rate ??= affordable;
    if (affordable < this.rate) this.rate = affordable;
    if (safe <= this.rate) this.#roomSinceMs = undefined;
    else {
      this.#roomSinceMs ??= nowMs;
      if (nowMs - this.#roomSinceMs >= RISE_AFTER_MS) {
        this.rate = rateAbove(this.rate);
        this.#roomSinceMs = nowMs;
      }
    }
    return this.rate;
  }

  /** It has nothing to show: when it has again, it starts with whatever can be afforded then. */
  forgetRate(): void {
    this.rate = undefined;
    this.#roomSinceMs = undefined;
  }
}
