/** @file How far a long evaluation is, on stderr: stdout and the JSON file hold results only. */

export type Progress = (done: number, total: number, what: string) => void;

const INTERVAL_MS = 2000;

export function createProgress(write: (text: string) => void, now: () => number): Progress {
  let lastMs = -Infinity;
  return (done, total, what) => {
    if (now() - lastMs < INTERVAL_MS) return;
    lastMs = now();
    write(`… ${String(done + 1)} of ${String(total)}  ${what}\n`);
  };
}
