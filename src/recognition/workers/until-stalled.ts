/** @file A limit for work that nobody can vouch for, such as running a network that a stranger made. */
import { FaultError } from '../../core/errors/fault.ts';

/**
 * @param work calls what it is given with each sign of progress: only then the limit begins anew.
 * @param stop ends the work, which then rejects.
 * @throws FaultError `model-too-slow` where there was no progress for `limitMs`
 */
export async function untilStalled<Value>(
  work: (noteProgress: () => void) => Promise<Value>,
  stop: () => void,
  limitMs: number,
): Promise<Value> {
  const limit = { isOver: false };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const noteProgress = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      limit.isOver = true;
      stop();
    }, limitMs);
  };
  noteProgress();
  try {
    return await work(noteProgress);
  } catch (error) {
    if (limit.isOver) throw new FaultError('model-too-slow', `no progress for ${String(limitMs)} ms`);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
