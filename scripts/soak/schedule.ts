/**
 * @file What happens in each minute of a soak: every minute is the same, so that its moments can be compared with those of other
 * minutes. Pure.
 */

export type Action =
  | 'show-call'
  | 'remove-tile'
  | 'add-tile'
  | 'hide'
  | 'show-video'
  | 'pause'
  | 'resume'
  | 'sample'
  /** What has been sampled since the moment before is counted, and nothing else is done. */
  | 'count';

/** What the time from a moment on counts as: nobody knows yet what was under way when something changed. */
export type Watching = 'watched' | 'hidden' | 'paused' | 'settling';

export interface Moment {
  readonly atMs: number;
  readonly action: Action;
  readonly then: Watching;
}

export const MINUTE_MS = 60_000;

export const MINUTE: readonly Moment[] = [
  { atMs: 0, action: 'show-call', then: 'settling' },
  { atMs: 1000, action: 'count', then: 'watched' },
  { atMs: 3000, action: 'remove-tile', then: 'watched' },
  { atMs: 9000, action: 'add-tile', then: 'watched' },
  { atMs: 13_000, action: 'sample', then: 'watched' },
  { atMs: 25_000, action: 'sample', then: 'watched' },
  { atMs: 26_000, action: 'hide', then: 'settling' },
  // A frame may be on its way when its page is hidden.
  { atMs: 27_500, action: 'count', then: 'hidden' },
  { atMs: 31_000, action: 'show-video', then: 'settling' },
  { atMs: 32_000, action: 'count', then: 'watched' },
  { atMs: 39_000, action: 'sample', then: 'watched' },
  { atMs: 50_000, action: 'sample', then: 'watched' },
  { atMs: 51_000, action: 'pause', then: 'settling' },
  // Of a paused picture, a few frames are wanted until all its names stand.
  { atMs: 55_000, action: 'count', then: 'paused' },
  { atMs: 59_000, action: 'resume', then: 'settling' },
];

/** Frames and time of a soak by what was watched meanwhile. */
export class Ledger {
  readonly #intervals: {
    readonly watching: Watching;
    readonly fromMs: number;
    toMs: number;
    frames: number;
  }[] = [];
  #lastFrames = 0;

  /** At `nowMs` since the start, `frames` have been answered in all; from here on the time counts as `then`. */
  note(nowMs: number, frames: number, then: Watching): void {
    const last = this.#intervals.at(-1);
    if (last !== undefined) {
      last.toMs = nowMs;
      last.frames = frames - this.#lastFrames;
    }
    this.#lastFrames = frames;
    this.#intervals.push({ watching: then, fromMs: nowMs, toMs: nowMs, frames: 0 });
  }

  frames(watching: Watching): number {
    return this.#intervals
      .filter((interval) => interval.watching === watching)
      .reduce((sum, { frames }) => sum + frames, 0);
  }

  /** While something was watched, from one time to another; 0 when nothing was. An interval belongs where it began. */
  boxesPerSecond(fromMs: number, toMs: number): number {
    const watched = this.#intervals.filter(
      (one) => one.watching === 'watched' && one.fromMs >= fromMs && one.fromMs < toMs,
    );
    const lastedMs = watched.reduce((sum, one) => sum + one.toMs - one.fromMs, 0);
    const frames = watched.reduce((sum, one) => sum + one.frames, 0);
    return lastedMs === 0 ? 0 : (frames / lastedMs) * 1000;
  }
}
