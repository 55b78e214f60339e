/** @file One change of the gallery after the other: each reads, changes and writes before the next one reads. */

export interface ChangeQueue {
  /** Recognition need not be told. */
  quietly<Value>(change: () => Promise<Value>): Promise<Value>;
  /** Resolves when those who have to know have been told. */
  inTurn<Value>(change: () => Promise<Value>): Promise<Value>;
}

/** @param around runs each change that has to be told of */
export function createChangeQueue(
  onChanged: () => Promise<void>,
  around: <Value>(change: () => Promise<Value>) => Promise<Value> = (change) => change(),
): ChangeQueue {
  let last: Promise<unknown> = Promise.resolve();
  const quietly = <Value>(change: () => Promise<Value>): Promise<Value> => {
    const turn = last.then(change, change);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    quietly,
    async inTurn(change) {
      const value = await quietly(() => around(change));
      await onChanged();
      return value;
    },
  };
}
