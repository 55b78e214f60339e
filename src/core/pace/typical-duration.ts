/** @file How long something takes at present: the mean of the last runs without their longest. */

/** Half a second of frames: long enough to be steady, short enough to follow a machine that slows down. */
const RUNS = 15;
/** The first runs of a network are two to ten times slower, until the browser has compiled it for good. */
const WARM_UP_RUNS = 5;

export class TypicalDuration {
  readonly #runs: number[] = [];
  #ignored = 0;

  add(durationMs: number): void {
    if (this.#ignored < WARM_UP_RUNS) {
      this.#ignored++;
      return;
    }
    this.#runs.push(durationMs);
    if (this.#runs.length > RUNS) this.#runs.shift();
  }

  /** Undefined until there was more than the warm-up and one that may have been the longest. */
  get ms(): number | undefined {
    const { length } = this.#runs;
    if (length < 2) return undefined;
    // One long run is a page that was loading; several are how the machine is.
    const sum = this.#runs.reduce((total, one) => total + one, 0);
    return (sum - Math.max(...this.#runs)) / (length - 1);
  }
}
