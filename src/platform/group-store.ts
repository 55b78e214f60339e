/** @file Kept groups of people not named yet in storage. Only the service worker reads and writes them. */
import { parseGroupRecord, toGroupRecord, type KeptGroup } from '../protocol/group-record.ts';
import { setAside } from './anchor-store.ts';
import { readAll, removeKeys, writeKeys } from './local-store.ts';

const GROUP_PREFIX = 'group:';
/** Where `setAside` moves a damaged one. */
const ASIDE_GROUP_PREFIX = 'aside:group:';

/** Damaged records are set aside. */
export async function readGroups(): Promise<readonly KeptGroup[]> {
  const groups: KeptGroup[] = [];
  for (const [key, record] of Object.entries(await readAll())) {
    if (!key.startsWith(GROUP_PREFIX)) continue;
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
  const prefixes = [GROUP_PREFIX, ASIDE_GROUP_PREFIX];
  const keys = Object.keys(await readAll()).filter((key) =>
    prefixes.some((prefix) => key.startsWith(prefix)),
  );
  if (keys.length > 0) await removeKeys(keys);
}
