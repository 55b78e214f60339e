/** @file Waiting for a state, never for a time. */
import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 100;
/** Two slow shared cores. */
const TIMEOUT_MS = 60_000;

/** @throws an Error that names `state` when it does not come */
export async function waitUntil<Value>(
  ask: () => Value | Promise<Value>,
  state: string,
  timeoutMs = TIMEOUT_MS,
): Promise<NonNullable<Value>> {
  const giveUpAt = performance.now() + timeoutMs;
  for (;;) {
    const value = await ask();
    if (value) return value;
    if (performance.now() > giveUpAt) throw new Error(`It never came about that ${state}.`);
    await pause(POLL_MS);
  }
}
