/** @file Asking a worker, with its end, by a crash or on purpose, as one of the answers. */
import { FaultError } from '../../core/errors/fault.ts';
import type { Outcome } from './outcome.ts';

/** A value with the time that the network took for it. */
export interface Timed<Value> {
  readonly value: Value;
  readonly durationMs: number;
}

export type Ask = <Value>(question: Promise<Outcome<Value>>) => Promise<Timed<Value>>;

export interface WorkerLink {
  readonly ask: Ask;
  /** Ends the worker; whoever still waits for an answer gets the fault `recognizer-gone`. */
  close(): void;
}

/**
 * A worker that has crashed or was ended answers nothing more, and says so to nobody who waits for it: every question is
 * therefore also one for its end. `onCrash` is told once.
 */
export function linkTo(worker: Worker, onCrash: () => void): WorkerLink {
  let end: (reason: FaultError) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => (end = reject));
  ended.catch(() => undefined);
  worker.addEventListener(
    'error',
    () => {
      end(new FaultError('recognizer-failed', 'a worker crashed'));
      onCrash();
    },
    { once: true },
  );
  return {
    ask: async (question) => {
      const outcome = await Promise.race([question, ended]);
      if (!outcome.ok) throw new FaultError(outcome.fault.code, outcome.fault.message);
      return outcome;
    },
    close() {
      worker.terminate();
      end(new FaultError('recognizer-gone', 'the worker was closed'));
    },
  };
}
