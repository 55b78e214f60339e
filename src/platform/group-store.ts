/** @file Kept groups of people not named yet in storage. Only the service worker reads and writes them. */
import { parseGroupRecord, toGroupRecord, type KeptGroup } from '../protocol/group-record.ts';
import { setAside } from './anchor-store.ts';
import { readUnder, removeKeys, writeKeys } from './local-store.ts';

const GROUP_PREFIX = 'group:';
/** Where `setAside` moves a damaged one. */
const ASIDE_GROUP_PREFIX = 'aside:group:';

/** Damaged records are set aside. */
export async function readGroups(): Promise<readonly KeptGroup[]> {
  const groups: KeptGroup[] = [];
  for (const [key, record] of Object.entries(await readUnder(GROUP_PREFIX))) {
    const group = parseGroupRecord(record);
    if (group === undefined) await setAside(key);
    else groups.push(group);
  }
  return groups;
}

export async function writeGroups(groups: readonly KeptGroup[]): Promise<void> {
  await writeKeys(Object.fromEntries(groups.map((group) => [GROUP_PREFIX + group.id, toGroupRecord(group)])));
}

export async function removeGroups(groupIds: readonly string[]): Promise<void> {
  await removeKeys(groupIds.map((id) => GROUP_PREFIX + id));
}

/** Also those that were set aside: they are faces of people too. */
export async function removeAllGroups(): Promise<void> {
  const keys = Object.keys(await readUnder(GROUP_PREFIX, ASIDE_GROUP_PREFIX));
  if (keys.length > 0) await removeKeys(keys);
}
