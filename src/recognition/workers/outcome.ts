/** @file What crosses the worker boundary: a value with its duration, or a fault. Error classes would not survive the clone. */
import { toFault, type Fault } from '../../core/errors/fault.ts';

export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value; readonly durationMs: number }
  | { readonly ok: false; readonly fault: Fault };

export async function outcomeOf<Value>(work: () => Promise<Value>): Promise<Outcome<Value>> {
  const startMs = performance.now();
  try {
    const value = await work();
    return { ok: true, value, durationMs: performance.now() - startMs };
  } catch (error) {
    return { ok: false, fault: toFault(error, 'recognizer-failed') };
  }
}
