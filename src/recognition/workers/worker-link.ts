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
 * A worker that has crashed or was ended answers nothing more, and says so to nobody who waits for it: whoever waits is told of its
 * end instead. `onCrash` is told once.
 */
export function linkTo(worker: Worker, onCrash: () => void): WorkerLink {
  // A race with one promise of the end would leave something in it with every question, for as long as the worker lives.
  const waiting = new Set<(reason: FaultError) => void>();
  let ended: FaultError | undefined;
  const end = (reason: FaultError): void => {
    ended ??= reason;
    const final = ended;
    const left = [...waiting];
    waiting.clear();
    // What was answered before stays answered, though nobody has read it yet.
    queueMicrotask(() => {
      for (const reject of left) reject(final);
    });
  };
  worker.addEventListener(
    'error',
    () => {
      end(new FaultError('recognizer-failed', 'a worker crashed'));
      onCrash();
    },
    { once: true },
  );
  return {
    ask: async <Value>(question: Promise<Outcome<Value>>) => {
      const outcome = await untilEnd(question);
      if (!outcome.ok) throw new FaultError(outcome.fault.code, outcome.fault.message);
      return outcome;
    },
    close() {
      worker.terminate();
      end(new FaultError('recognizer-gone', 'the worker was closed'));
    },
  };

  function untilEnd<Answer>(question: Promise<Answer>): Promise<Answer> {
    if (ended !== undefined) return Promise.reject(ended);
    return new Promise((resolve, reject) => {
      waiting.add(reject);
      question.then(resolve, reject).finally(() => waiting.delete(reject));
    });
  }
}
