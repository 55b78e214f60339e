/** @file Turns what the test runners report into counts, and the counts into the last line of `npm test`. */

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/**
 * Counts what Vitest's JSON reporter wrote. A test file that could not be loaded is one failure, and so is a run that
 * ended badly without naming a test (a crash, an unhandled error, no tests at all).
 * @param {unknown} report the parsed report; `undefined` when there is none
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countVitest(report, exitCode) {
  const files = report?.testResults;
  if (!Array.isArray(files)) return { passed: 0, failed: 1, skipped: 0 };
  const tests = files.flatMap((file) => file.assertionResults ?? []);
  const has = (...states) => tests.filter((test) => states.includes(test.status)).length;
  const brokenFiles = files.filter(
    (file) =>
      file.status === 'failed' && !(file.assertionResults ?? []).some((test) => test.status === 'failed'),
  ).length;
  const passed = has('passed');
  const failed = has('failed') + brokenFiles;
  const endedBadly = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: endedBadly ? 1 : failed, skipped: has('pending', 'skipped', 'todo', 'disabled') };
}

/** A tool that only says yes or no counts as one test. */
export function countTool(exitCode) {
  return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** @param {Counts[]} all */
export function addCounts(all) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of all) {
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  return total;
}

/** @param {Counts} counts */
export function formatCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** @param {Counts} counts */
export function isSuccess({ passed, failed }) {
  return failed === 0 && passed > 0;
}
