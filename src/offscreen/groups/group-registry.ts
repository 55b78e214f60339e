/** @file The groups of all tabs and of Studio, their pictures, and the last changes by the person's hand. */
import { FaultError } from '../../core/errors/fault.ts';
import { mergeGroups, restoreGroups, setIgnored, splitGroup } from '../../core/grouping/change-groups.ts';
import { ABSENCE_MS, dropRarest, facesOf, type Group } from '../../core/grouping/group.ts';
import { LookShelf } from './look-shelf.ts';

/** What is needed to take a change back. */
interface Change {
  readonly before: readonly Group[];
  /** The groups that it left in their place. */
  readonly after: readonly string[];
}

export interface GroupRegistryOptions {
  newId(): string;
  /** Since the epoch. */
  now(): number;
  onChanged(): void;
}

/** A toast offers the last one only; two pages can be open. Each holds the looks of its groups. */
const MAX_CHANGES = 4;

export class GroupRegistry {
  readonly pictures = new LookShelf();
  #groups: readonly Group[] = [];
  #revision = 0;
  readonly #changes = new Map<string, Change>();
  /** Of groups that were forgotten or named while they were in view: the same stay makes no new group. */
  readonly #settled = new Set<string>();
  readonly #options: GroupRegistryOptions;

  constructor(options: GroupRegistryOptions) {
    this.#options = options;
  }

  get groups(): readonly Group[] {
    return this.#groups;
  }

  /** Grows with everything that a page would show differently. */
  get revision(): number {
    return this.#revision;
  }

  /** @throws FaultError `group-gone` */
  get(groupId: string): Group {
    const group = this.#groups.find(({ id }) => id === groupId);
    if (group === undefined) throw new FaultError('group-gone', 'no such group');
    return group;
  }

  isSettled(face: string): boolean {
    return this.#settled.has(face);
  }

  /** What the videos change. */
  update(change: (groups: readonly Group[]) => readonly Group[]): void {
    this.#replace(dropRarest(change(this.#groups), this.#options.now()));
  }

  /** Something besides the groups themselves is to be shown: a picture, another gallery. */
  touch(): void {
    this.#revision++;
    this.#options.onChanged();
  }

  merge(into: string, from: string): string {
    const before = [this.get(into), this.get(from)];
    return this.#change(mergeGroups(this.#groups, into, from), before, [into]);
  }

  split(groupId: string, looks: readonly string[]): string {
    const newId = this.#options.newId();
    return this.#change(
      splitGroup(this.#groups, groupId, looks, newId),
      [this.get(groupId)],
      [groupId, newId],
    );
  }

  ignore(groupId: string, isIgnored: boolean): string {
    return this.#change(setIgnored(this.#groups, groupId, isIgnored), [this.get(groupId)], [groupId]);
  }

  /** All of them without an id. Undefined when there was none. */
  forget(groupId?: string): string | undefined {
    const gone = groupId === undefined ? this.#groups : [this.get(groupId)];
    if (gone.length === 0) return undefined;
    this.#settle(gone);
    return this.#change(
      this.#groups.filter((group) => !gone.includes(group)),
      gone,
      [],
    );
  }

  /** The group has a name: there is nothing to take back here, the gallery does that. */
  remove(groupId: string): void {
    this.#settle(this.#groups.filter(({ id }) => id === groupId));
    this.#replace(this.#groups.filter(({ id }) => id !== groupId));
  }

  undo(changeId: string): void {
    const change = this.#changes.get(changeId);
    if (change === undefined) throw new FaultError('group-gone', 'nothing to take back');
    this.#changes.delete(changeId);
    for (const face of change.before.flatMap(facesOf)) this.#settled.delete(face);
    this.#replace(restoreGroups(this.#groups, change.before, change.after));
  }

  #settle(groups: readonly Group[]): void {
    const nowMs = this.#options.now();
    for (const { faces, lastSeenMs } of groups.flatMap(({ appearances }) => appearances)) {
      if (nowMs - lastSeenMs <= ABSENCE_MS) for (const face of faces) this.#settled.add(face);
    }
  }

  #change(groups: readonly Group[], before: readonly Group[], after: readonly string[]): string {
    const id = this.#options.newId();
    this.#changes.set(id, { before, after });
    for (const old of this.#changes.keys()) {
      if (this.#changes.size <= MAX_CHANGES) break;
      this.#changes.delete(old);
    }
    this.#replace(groups);
    return id;
  }

  #replace(groups: readonly Group[]): void {
    if (groups === this.#groups) return;
    this.#groups = groups;
    const held = [...groups, ...[...this.#changes.values()].flatMap(({ before }) => before)];
    this.pictures.keepOnly(new Set(held.flatMap(({ looks }) => looks.map(({ id }) => id))));
    this.touch();
  }
}
