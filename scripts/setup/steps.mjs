/**
 * @file Prints what a script is doing: one line per step, with its time, and signs of life while a step is long.
 * In a terminal the line is redrawn; in a log file a line is added now and then.
 */

/** How often a log without a terminal hears from a step that goes on. */
const LOG_INTERVAL_MS = 10_000;

/**
 * @typedef {{ update(text: string): void, done(note?: string): void, fail(note?: string): void, skip(note?: string): void }} Step
 * @param {string} name
 * @returns {Step} call `done`, `fail` or `skip` (it was not done, and the work goes on without) exactly once
 */
export function startStep(name) {
  const startedAt = performance.now();
  const isTerminal = process.stdout.isTTY === true && process.env.CI === undefined;
  let text = '';
  let loggedAt = startedAt;
  let loggedText = '';

  const draw = () => {
    const now = performance.now();
    const note = text === '' ? '' : ` ${text}`;
    if (isTerminal) {
      const width = Math.max(20, (process.stdout.columns ?? 80) - 1);
      const line = `… ${name}  ${formatSeconds(now - startedAt)}${note}`.slice(0, width);
      process.stdout.write(`\r\x1b[2K${line}`);
    } else if (
      now - loggedAt >= LOG_INTERVAL_MS ||
      (text !== loggedText && now - loggedAt >= LOG_INTERVAL_MS / 5)
    ) {
      process.stdout.write(`… ${name}  ${formatSeconds(now - startedAt)}${note}\n`);
      loggedAt = now;
      loggedText = text;
    }
  };
  const timer = setInterval(draw, isTerminal ? 200 : LOG_INTERVAL_MS / 5);
  timer.unref();
  draw();

  const end = (mark, note) => {
    clearInterval(timer);
    const tail = note === undefined ? '' : `  ${note}`;
    const line = `${mark} ${name.padEnd(14)} ${formatSeconds(performance.now() - startedAt).padStart(8)}${tail}`;
    process.stdout.write(`${isTerminal ? '\r\x1b[2K' : ''}${line}\n`);
  };
  return {
    update(next) {
      text = next;
      draw();
    },
    done: (note) => end('✓', note),
    fail: (note) => end('✗', note),
    skip: (note) => end('–', note),
  };
}

/** @param {number} ms */
export function formatSeconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
