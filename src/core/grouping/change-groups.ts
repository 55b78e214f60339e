/** @file What the person, or a name, changes about groups: merging, splitting, ignoring, leaving, and taking it back. */
import { chooseSamples } from '../gallery/choose-samples.ts';
import { MAX_APPEARANCES, MAX_LOOKS, facesOf, type Appearance, type Group, type GroupLook } from './group.ts';

/** The face has a name now, or was never this person: its appearances and looks go, and with the last one the group. */
export function leaveGroups(groups: readonly Group[], face: string): readonly Group[] {
  return groups.flatMap((group) => {
    if (!facesOf(group).includes(face)) return [group];
    const left = withoutFaces(group, new Set([face]));
    return isEmpty(left) ? [] : [left];
  });
}

/** `from` becomes part of `into`; unknown ids change nothing. */
export function mergeGroups(groups: readonly Group[], into: string, from: string): readonly Group[] {
  const target = groups.find(({ id }) => id === into);
  const source = groups.find(({ id }) => id === from);
  if (target === undefined || source === undefined || into === from) return groups;
  const merged = withHistory(
    { ...target, firstSeenMs: Math.min(target.firstSeenMs, source.firstSeenMs) },
    [...target.appearances, ...source.appearances].sort((a, b) => a.firstSeenMs - b.firstSeenMs),
    target.earlierAppearances + source.earlierAppearances,
    [...target.looks, ...source.looks],
  );
  return groups.filter((group) => group !== source).map((group) => (group === target ? merged : group));
}

/**
 * The looks with these ids become a group of their own, next to the one they were in. A face goes where more of its looks
 * are. Choosing none, or all, changes nothing.
 */
export function splitGroup(
  groups: readonly Group[],
  groupId: string,
  lookIds: readonly string[],
  newId: string,
): readonly Group[] {
  const group = groups.find(({ id }) => id === groupId);
  const chosen = group?.looks.filter(({ id }) => lookIds.includes(id)) ?? [];
  if (group === undefined || chosen.length === 0 || chosen.length === group.looks.length) return groups;
  const staying = group.looks.filter((look) => !chosen.includes(look));
  const count = (looks: readonly GroupLook[], face: string): number =>
    looks.filter((look) => look.face === face).length;
  const moved = new Set(facesOf(group).filter((face) => count(chosen, face) > count(staying, face)));
  const kept = { ...withoutFaces(group, moved), looks: staying };
  const others = new Set(facesOf(group).filter((face) => !moved.has(face)));
  const parted = { ...withoutFaces(group, others), id: newId, earlierAppearances: 0, looks: chosen };
  return groups.flatMap((one) => (one === group ? [kept, parted] : [one]));
}

export function setIgnored(groups: readonly Group[], groupId: string, isIgnored: boolean): readonly Group[] {
  return groups.map((group) => (group.id === groupId ? { ...group, isIgnored } : group));
}

/**
 * Takes a change back: the groups that it left behind (`after`) give way to those that were there before. Whoever joined one
 * of them since stays with the first.
 */
export function restoreGroups(
  groups: readonly Group[],
  before: readonly Group[],
  after: readonly string[],
): readonly Group[] {
  const replaced = groups.filter(({ id }) => after.includes(id));
  const known = new Set(before.flatMap(facesOf));
  const newcomers = replaced.map((group) => withoutFaces({ ...group, earlierAppearances: 0 }, known));
  const [first, ...others] = before;
  if (first === undefined) return groups;
  const richer = withHistory(
    first,
    [...first.appearances, ...newcomers.flatMap(({ appearances }) => appearances)],
    first.earlierAppearances,
    [...first.looks, ...newcomers.flatMap(({ looks }) => looks).filter(({ face }) => !known.has(face))],
  );
  const restored = [richer, ...others];
  const back = new Set(restored.map(({ id }) => id));
  return [...groups.filter((group) => !replaced.includes(group) && !back.has(group.id)), ...restored];
}

/** All that these faces left in the group goes; an appearance that others share stays without them. */
function withoutFaces(group: Group, faces: ReadonlySet<string>): Group {
  const appearances = group.appearances.flatMap((appearance): Appearance[] => {
    const others = appearance.faces.filter((face) => !faces.has(face));
    return others.length > 0 ? [{ ...appearance, faces: others }] : [];
  });
  return { ...group, appearances, looks: group.looks.filter(({ face }) => !faces.has(face)) };
}

function withHistory(
  group: Group,
  appearances: readonly Appearance[],
  earlierAppearances: number,
  looks: readonly GroupLook[],
): Group {
  const listed = appearances.slice(-MAX_APPEARANCES);
  return {
    ...group,
    appearances: listed,
    earlierAppearances: earlierAppearances + appearances.length - listed.length,
    looks: chooseSamples(looks, MAX_LOOKS),
    lastSeenMs: Math.max(group.lastSeenMs, ...listed.map(({ lastSeenMs }) => lastSeenMs)),
  };
}

/** Without a look nobody could tell whose group it is. */
function isEmpty({ looks }: Group): boolean {
  return looks.length === 0;
}
