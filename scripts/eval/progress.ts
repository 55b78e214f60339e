/** @file How far a long evaluation is, and what could not be used, on stderr: stdout and the JSON file hold results only. */

export interface Progress {
  /** Before picture number `done` (from 0) of `total`. */
  step(done: number, total: number, what: string): void;
  /** A sentence about a picture that is left out. */
  warn(sentence: string): void;
}

const INTERVAL_MS = 2000;

export function createProgress(write: (text: string) => void, now: () => number): Progress {
  let lastMs = -Infinity;
  return {
    step(done, total, what) {
      if (now() - lastMs < INTERVAL_MS) return;
      lastMs = now();
      write(`… ${String(done + 1)} of ${String(total)}  ${what}\n`);
    },
    warn(sentence) {
      write(`! ${sentence}\n`);
    },
  };
}
