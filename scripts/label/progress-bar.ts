/** @file A progress bar on stderr: redrawn in a terminal, a line now and then in a log. */

const CELLS = 24;
const LOG_INTERVAL_MS = 5000;

export interface ProgressBar {
  show(name: string, share: number, text: string): void;
  /** A line that stays, in place of the bar. */
  say(line: string): void;
  end(): void;
}

export interface BarOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export function createProgressBar(output: BarOutput, now: () => number): ProgressBar {
  const isTerminal = output.isTTY === true;
  let loggedMs = -Infinity;
  const clear = (): void => {
    if (isTerminal) output.write('\r\x1b[2K');
  };
  return {
    show(name, share, text) {
      const full = Math.round(Math.min(1, Math.max(0, share)) * CELLS);
      const line = `[${'#'.repeat(full)}${'-'.repeat(CELLS - full)}] ${name}  ${text}`;
      if (isTerminal) output.write(`\r\x1b[2K${line}`);
      else if (now() - loggedMs >= LOG_INTERVAL_MS) {
        loggedMs = now();
        output.write(`${line}\n`);
      }
    },
    say(line) {
      clear();
      output.write(`${line}\n`);
    },
    end: clear,
  };
}
