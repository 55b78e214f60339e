/** @file Keeps groups over the end of the browser, through the service worker, where the person wishes it. */
import { toFault } from '../../core/errors/fault.ts';
import {
  MAX_GROUPS,
  byImportance,
  seenTimes,
  type Group,
  type GroupLook,
} from '../../core/grouping/group.ts';
import { logFault } from '../../platform/log.ts';
import { askBackground } from '../../platform/messenger.ts';
import type { KeptGroup } from '../../protocol/group-record.ts';
import { MAX_LIST_LENGTH } from '../../protocol/schemas.ts';
import type { GroupRegistry } from './group-registry.ts';

/** A face in view changes its group about every second; what the last seconds brought may be lost with a crash. */
const STORE_DELAY_MS = 5000;
/** "Last seen" alone is not worth writing 100 KB more often. */
const SEEN_STEP_MS = 60_000;

export class GroupKeeper {
  readonly #registry: GroupRegistry;
  readonly #isWanted: () => boolean;
  /** Whether somebody saved has this face by now: then it is nobody's unnamed one any more. */
  readonly #isNamed: (group: Group) => boolean;
  /** What lies in storage, by id. */
  readonly #stored = new Map<string, Group>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(registry: GroupRegistry, isWanted: () => boolean, isNamed: (group: Group) => boolean) {
    this.#registry = registry;
    this.#isWanted = isWanted;
    this.#isNamed = isNamed;
  }

  isKept(groupId: string): boolean {
    return this.#stored.has(groupId);
  }

  /** The groups of former sessions. */
  async load(): Promise<void> {
    const { groups } = await askBackground('groups.get', {});
    const kept = groups.map((one) => toGroup(one));
    for (const { looks } of groups) {
      for (const { id, cropUrl, source } of looks) this.#registry.pictures.put(id, { cropUrl, source });
    }
    for (const group of kept) this.#stored.set(group.id, group);
    this.#registry.update((here) => [...here, ...kept]);
  }

  /** Call after every change of the groups or of the setting. */
  schedule(delayMs = STORE_DELAY_MS): void {
    if (!this.#isWanted()) {
      // The service worker has erased them already.
      this.#stored.clear();
      return;
    }
    if (delayMs === 0) clearTimeout(this.#timer);
    else if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#sync().catch((error: unknown) => {
        logFault(toFault(error));
      });
    }, delayMs);
  }

  async #sync(): Promise<void> {
    if (!this.#isWanted()) return;
    const wanted = [...this.#registry.groups]
      .filter((group) => !this.#isNamed(group))
      .sort(byImportance)
      .slice(0, MAX_GROUPS);
    const gone = [...this.#stored.keys()]
      .filter((id) => !wanted.some((group) => group.id === id))
      .slice(0, MAX_LIST_LENGTH);
    if (gone.length > 0) await askBackground('groups.erase', { groupIds: gone });
    for (const id of gone) this.#stored.delete(id);
    const changed = wanted.flatMap((group) => {
      const kept = isWorthStoring(group, this.#stored.get(group.id)) ? this.#toKept(group) : undefined;
      return kept === undefined ? [] : [{ group, kept }];
    });
    if (changed.length === 0) return;
    await askBackground('groups.store', { groups: changed.map(({ kept }) => kept) });
    if (!this.#isWanted()) return;
    for (const { group } of changed) this.#stored.set(group.id, group);
    this.#registry.touch();
  }

  /** Undefined until one of its pictures is there. */
  #toKept(group: Group): KeptGroup | undefined {
    const looks = group.looks.flatMap((look) => {
      const picture = this.#registry.pictures.get(look.id);
      return picture === undefined ? [] : [{ ...withoutPlace(look), ...picture }];
    });
    if (looks.length === 0) return undefined;
    const { id, firstSeenMs, lastSeenMs, isIgnored } = group;
    return { id, looks, seen: Math.max(1, seenTimes(group)), firstSeenMs, lastSeenMs, isIgnored };
  }
}

function isWorthStoring(group: Group, stored: Group | undefined): boolean {
  if (stored === undefined) return true;
  return (
    group.looks !== stored.looks ||
    seenTimes(group) !== seenTimes(stored) ||
    group.isIgnored !== stored.isIgnored ||
    group.lastSeenMs - stored.lastSeenMs >= SEEN_STEP_MS
  );
}

/** Who was followed in a former session cannot be met again: of the appearances only the number is left. */
function toGroup({ id, looks, seen, firstSeenMs, lastSeenMs, isIgnored }: KeptGroup): Group {
  return {
    id,
    looks: looks.map((look) => ({ ...withoutPlace(look), face: '' })),
    appearances: [],
    earlierAppearances: seen,
    firstSeenMs,
    lastSeenMs,
    isIgnored,
  };
}

/** What a look is wherever it lies: without its face in a video, and without its picture. */
function withoutPlace({ id, modelId, embedding, quality, isCovered }: Omit<GroupLook, 'face'>) {
  return { id, modelId, embedding, quality, ...(isCovered === undefined ? {} : { isCovered }) };
}
