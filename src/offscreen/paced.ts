/** @file Work on the side that must not hold up the main work. */

const EVERY_MS = 1000;
/** Reading a large gallery takes seconds, which the main work then lacks. */
const MAX_SHARE = 0.1;

/** The first call acts; later ones at most once a second, and so seldom that they take up little of the time. */
export function paced(act: () => Promise<void>): () => Promise<void> {
  let dueMs = -Infinity;
  return async () => {
    const fromMs = performance.now();
    if (fromMs < dueMs) return;
    await act();
    const nowMs = performance.now();
    dueMs = nowMs + Math.max(EVERY_MS, (nowMs - fromMs) / MAX_SHARE);
  };
}
