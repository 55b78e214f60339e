/**
 * @file Whose turn it is to be sampled when a page shows several videos: few frames are under way at once, larger pictures
 * come more often, nobody starves, and the page keeps most of its main thread. Pure; the time is passed in.
 */

/** One at the detector and one on its way keep it busy; more would only wait there. */
const MAX_IN_FLIGHT = 2;
/** Who asked within this time is still waiting: videos ask with each of their frames. */
const STILL_WAITING_MS = 200;
/**
 * Of the page's main thread, for sampling several videos. A single one costs little enough as it is. 25 tiles lose the page
 * up to a fifth of its frames at a share of 0.2, and 70 to 80 % without any (`npm run measure:grid`).
 */
const PAGE_SHARE = 0.14;
/** An answer that has not come by then never will. */
const LOST_AFTER_MS = 4000;

interface Turn {
  /** Grows with each turn, the slower the larger the picture: the lowest comes next. */
  pass: number;
  askedMs: number;
  startedMs: number | undefined;
}

export class Turns {
  readonly #turns = new Map<number, Turn>();
  #freeMs = 0;

  /** `weight` above 0, such as the picture's shown size. Whoever gets the turn gives it back with `end`. */
  take(id: number, weight: number, nowMs: number): boolean {
    const turn = this.#turnOf(id);
    turn.askedMs = nowMs;
    if (this.#mustWait(turn, nowMs)) return false;
    turn.pass += 1 / weight;
    turn.startedMs = nowMs;
    return true;
  }

  /** After work on the page's main thread that took `costMs`. */
  spend(costMs: number, nowMs: number): void {
    this.#freeMs = Math.max(this.#freeMs, nowMs) + costMs / PAGE_SHARE;
  }

  end(id: number): void {
    const turn = this.#turns.get(id);
    if (turn !== undefined) turn.startedMs = undefined;
  }

  remove(id: number): void {
    this.#turns.delete(id);
  }

  /** Goes through all of them once: pages ask with every frame of every video. */
  #mustWait(turn: Turn, nowMs: number): boolean {
    let flying = 0;
    let hasRivals = false;
    let isPreceded = false;
    for (const other of this.#turns.values()) {
      const isFlying = other.startedMs !== undefined;
      if (other.startedMs !== undefined && nowMs - other.startedMs < LOST_AFTER_MS) flying += 1;
      if (other === turn || nowMs - other.askedMs >= STILL_WAITING_MS) continue;
      hasRivals = true;
      if (!isFlying && other.pass < turn.pass) isPreceded = true;
    }
    return hasRivals && (nowMs < this.#freeMs || flying >= MAX_IN_FLIGHT || isPreceded);
  }

  #turnOf(id: number): Turn {
    let turn = this.#turns.get(id);
    if (turn === undefined) {
      // A newcomer goes first, and has no claim to what it missed.
      const pass = Math.min(...[...this.#turns.values()].map((other) => other.pass));
      turn = { pass: Number.isFinite(pass) ? pass : 0, askedMs: -Infinity, startedMs: undefined };
      this.#turns.set(id, turn);
    }
    return turn;
  }
}
