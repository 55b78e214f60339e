/**
 * @file Telling the offscreen document what is stored: after each change, and on waking only what it may not know. Of ten
 * thousand people, telling takes a core for seconds, and the service worker wakes again and again.
 */

export interface TellingOptions {
  /** Of all that is stored, read afresh. */
  readonly push: () => Promise<void>;
  readonly readTold: () => Promise<boolean>;
  readonly writeTold: (isTold: boolean) => Promise<void>;
}

export interface Telling {
  /** Runs a change that has to be told of. Should the service worker be stopped before it was, it is when it wakes. */
  around<Value>(change: () => Promise<Value>): Promise<Value>;
  tell(): Promise<void>;
  /** Whether there is nothing to tell. */
  isDone(): Promise<boolean>;
}

export function createTelling({ push, readTold, writeTold }: TellingOptions): Telling {
  let begun = 0;
  let underWay = 0;
  return {
    async around(change) {
      begun++;
      underWay++;
      try {
        await writeTold(false);
        return await change();
      } finally {
        underWay--;
      }
    },
    async tell() {
      const [before, isAtRest] = [begun, underWay === 0];
      await push();
      // What changed while it was read may not be in it, and is told by whoever changed it.
      if (isAtRest && begun === before) await writeTold(true);
    },
    isDone: readTold,
  };
}
