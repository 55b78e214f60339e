/** @file One change of the gallery after the other: each reads, changes and writes before the next one reads. */

export interface ChangeQueue {
  /** Recognition need not be told. */
  quietly<Value>(change: () => Promise<Value>): Promise<Value>;
  /** Resolves when those who have to know have been told. */
  inTurn<Value>(change: () => Promise<Value>): Promise<Value>;
}

export function createChangeQueue(onChanged: () => Promise<void>): ChangeQueue {
  let last: Promise<unknown> = Promise.resolve();
  const quietly = <Value>(change: () => Promise<Value>): Promise<Value> => {
    const turn = last.then(change, change);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    quietly,
    async inTurn(change) {
      const value = await quietly(change);
      await onChanged();
      return value;
    },
  };
}
