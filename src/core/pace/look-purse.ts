/**
 * @file What closer looks may cost. [Note: Two purses] All looks are paid from what frames leave of the budget, and may run up to a
 * second ahead, so that new faces are named at once. Looks at faces that are judged already are paid from a smaller purse
 * besides, into which each frame pays a share of its own cost: however many faces there are, such looks stay a fraction of what
 * finding them costs.
 */
import { NO_LOOKS, type LookAllowance } from './look-allowance.ts';

/** With it, a frame costs at most one and a half times what the detector takes for it, however many faces there are. */
const ROUTINE_SHARE = 0.2;
/** However few frames there are: a stranger is to be looked at once a second. */
const LEAST_ROUTINE_PER_SECOND = 1;
/** Routine looks are spread over time: what was not used is not saved up. */
const ROUTINE_LOOKS_AHEAD = 2;
/** Of the budget, however much the frames take: a name must come in the end. */
const LEAST_SHARE = 0.2;

export class LookPurse {
  #allMs = Infinity;
  #routineMs = Infinity;
  #filledMs = 0;

  /** After each frame: what it cost, and what all frames together take of `budgetMs`, in milliseconds of one core a second. */
  fill(frameMs: number, framesPerSecondMs: number, budgetMs: number, lookMs: number, nowMs: number): void {
    const leftMs = Math.max(budgetMs - framesPerSecondMs, budgetMs * LEAST_SHARE);
    const passedMs = nowMs - this.#filledMs;
    this.#filledMs = nowMs;
    this.#allMs = Math.min(this.#allMs + (leftMs * passedMs) / 1000, leftMs);
    const earnedMs = Math.max(frameMs * ROUTINE_SHARE, (lookMs * LEAST_ROUTINE_PER_SECOND * passedMs) / 1000);
    this.#routineMs = Math.min(this.#routineMs + earnedMs, lookMs * ROUTINE_LOOKS_AHEAD);
  }

  /** For looks that have been asked for. */
  spend(looks: number, lookMs: number): void {
    this.#allMs -= looks * lookMs;
    // What new faces cost is not made up for at the expense of the others for long.
    this.#routineMs = Math.max(this.#routineMs - looks * lookMs, -lookMs);
  }

  /** `places`: how many looks more may wait for the network. */
  allowance(lookMs: number, places: number): LookAllowance {
    if (places <= 0) return NO_LOOKS;
    const affordable = (purseMs: number): number => Math.max(0, Math.ceil(purseMs / lookMs));
    const urgent = Math.min(places, affordable(this.#allMs));
    return { all: places, urgent, routine: Math.min(urgent, affordable(this.#routineMs)) };
  }
}
