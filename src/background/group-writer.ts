/**
 * @file The only writer of kept groups. Whether they may be kept is asked in the same turn in which they are written: what
 * arrives after the person has switched it off is not stored.
 */
import { readGroups, removeAllGroups, removeGroups, writeGroups } from '../platform/group-store.ts';
import { readSettings } from '../platform/settings-store.ts';
import type { KeptGroup } from '../protocol/group-record.ts';

export interface GroupWriter {
  read(): Promise<readonly KeptGroup[]>;
  store(groups: readonly KeptGroup[]): Promise<void>;
  erase(groupIds: readonly string[]): Promise<void>;
  /** Erases all of them where the person does not wish them to be kept. */
  obeySetting(): Promise<void>;
}

export function createGroupWriter(): GroupWriter {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(change: () => Promise<Value>): Promise<Value> => {
    const turn = last.then(change, change);
    last = turn.catch(() => undefined);
    return turn;
  };
  const isWanted = async (): Promise<boolean> => (await readSettings()).keepsUnnamed;
  return {
    read: () => inTurn(async () => ((await isWanted()) ? readGroups() : [])),
    store: (groups) =>
      inTurn(async () => {
        if (await isWanted()) await writeGroups(groups);
      }),
    erase: (groupIds) => inTurn(() => removeGroups(groupIds)),
    obeySetting: () =>
      inTurn(async () => {
        if (!(await isWanted())) await removeAllGroups();
      }),
  };
}
