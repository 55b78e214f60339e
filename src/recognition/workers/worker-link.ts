/** @file Asking a worker, with a crash as one of the answers. */
import { FaultError } from '../../core/errors/fault.ts';
import type { Outcome } from './outcome.ts';

/** A value with the time that the network took for it. */
export interface Timed<Value> {
  readonly value: Value;
  readonly durationMs: number;
}

export type Ask = <Value>(question: Promise<Outcome<Value>>) => Promise<Timed<Value>>;

/** A worker that crashes answers nothing: every question is also one to its `error` event. `onCrash` is told once. */
export function askOf(worker: Worker, onCrash: () => void): Ask {
  const crashed = new Promise<never>((_, reject) => {
    worker.addEventListener(
      'error',
      () => {
        reject(new FaultError('recognizer-failed', 'a worker crashed'));
        onCrash();
      },
      { once: true },
    );
  });
  crashed.catch(() => undefined);
  return async (question) => {
    const outcome = await Promise.race([question, crashed]);
    if (!outcome.ok) throw new FaultError(outcome.fault.code, outcome.fault.message);
    return outcome;
  };
}
