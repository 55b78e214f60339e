/**
 * @file Which group a face joins. Decided once a face: later looks make its group richer, and only the person moves it.
 * [Note: Rather two groups than one] A person in two groups costs a click ("Merge"); two people in one would be enrolled
 * together under one name. So every doubt starts a group of its own.
 */
import { euclideanDistance } from '../embedding/embedding.ts';
import { toMetricSpace, type Metric } from '../embedding/metric.ts';
import { chooseSamples } from '../gallery/choose-samples.ts';
import { ABSENCE_MS, MAX_APPEARANCES, MAX_LOOKS, type Group, type GroupLook } from './group.ts';
import type { GroupingRules } from './grouping-limits.ts';

/** One look may be a blink or a blur; two that agree are a face. */
export const MIN_LOOKS_TO_JOIN = 2;

/** A face of which it is certain that nobody saved has it. */
export interface Sighting {
  /** Names the person within the video, over all tracks that were recognised as the same one. */
  readonly face: string;
  readonly video: string;
  /** At least `MIN_LOOKS_TO_JOIN`, each good enough to enroll. */
  readonly looks: readonly GroupLook[];
  readonly nowMs: number;
  /** Groups with another face in this very picture: nobody is in one picture twice. */
  readonly barred: ReadonlySet<string>;
}

/** Adds a face that is in no group yet; `newId` names the group that it starts where it joins none. */
export function joinGroups(
  groups: readonly Group[],
  sighting: Sighting,
  rules: GroupingRules,
  newId: string,
): readonly Group[] {
  const joined = findGroupFor(groups, sighting, rules);
  if (joined === undefined) return [...groups, startGroup(sighting, newId)];
  return groups.map((group) =>
    group === joined ? withLooks(appearIn(group, sighting), sighting.looks, rules) : group,
  );
}

/** The face is in view now; a group in which it has been before counts it again after an absence. */
export function seeAgain(group: Group, face: string, video: string, nowMs: number): Group {
  return appearIn(group, { face, video, nowMs });
}

/** Adds those looks that resemble the group, and keeps the best of all. */
export function withLooks(group: Group, looks: readonly GroupLook[], rules: GroupingRules): Group {
  const own = group.looks.map((look) => look.id);
  const fitting = looks.filter(
    (look) =>
      !own.includes(look.id) && distanceBetween([look], group.looks, rules.metric) <= rules.joinMaxDistance,
  );
  if (fitting.length === 0) return group;
  return { ...group, looks: chooseSamples([...group.looks, ...fitting], MAX_LOOKS) };
}

/**
 * Mean over `looks` of the distance to the nearest of `others`, weighed by quality, as names are matched (see
 * `matching/match-looks.ts`). Infinity where another network made them.
 */
export function distanceBetween(
  looks: readonly GroupLook[],
  others: readonly GroupLook[],
  metric: Metric,
): number {
  const targets = others.map((look) => ({ ...look, embedding: toMetricSpace(look.embedding, metric) }));
  let sum = 0;
  let weights = 0;
  for (const { modelId, embedding, quality } of looks) {
    const probe = toMetricSpace(embedding, metric);
    let nearest = Infinity;
    for (const target of targets) {
      if (target.modelId === modelId) nearest = Math.min(nearest, euclideanDistance(probe, target.embedding));
    }
    sum += nearest * quality;
    weights += quality;
  }
  return weights > 0 ? sum / weights : Infinity;
}

function findGroupFor(
  groups: readonly Group[],
  { looks, barred }: Sighting,
  { metric, joinMaxDistance, minMargin }: GroupingRules,
): Group | undefined {
  const ranked = groups
    .map((group) => ({ group, distance: distanceBetween(looks, group.looks, metric) }))
    .filter(({ distance }) => distance <= joinMaxDistance + minMargin)
    .sort((a, b) => a.distance - b.distance || (a.group.id < b.group.id ? -1 : 1));
  const [best, ...others] = ranked;
  if (best === undefined || best.distance > joinMaxDistance || barred.has(best.group.id)) return undefined;
  // Two groups that resemble each other are one person twice: they do not dispute each other's faces.
  const rival = others.find(
    ({ group }) => distanceBetween(group.looks, best.group.looks, metric) > joinMaxDistance,
  );
  return rival !== undefined && rival.distance - best.distance < minMargin ? undefined : best.group;
}

function startGroup({ face, video, looks, nowMs }: Sighting, id: string): Group {
  return {
    id,
    looks: chooseSamples(looks, MAX_LOOKS),
    appearances: [{ video, faces: [face], firstSeenMs: nowMs, lastSeenMs: nowMs }],
    earlierAppearances: 0,
    firstSeenMs: nowMs,
    lastSeenMs: nowMs,
    isIgnored: false,
  };
}

function appearIn(group: Group, { face, video, nowMs }: Pick<Sighting, 'face' | 'video' | 'nowMs'>): Group {
  const lastSeenMs = Math.max(group.lastSeenMs, nowMs);
  const index = group.appearances.findLastIndex((one) => one.video === video);
  const latest = group.appearances[index];
  if (latest !== undefined && nowMs - latest.lastSeenMs <= ABSENCE_MS) {
    const faces = latest.faces.includes(face) ? latest.faces : [...latest.faces, face];
    const longer = { ...latest, faces, lastSeenMs: Math.max(latest.lastSeenMs, nowMs) };
    return { ...group, lastSeenMs, appearances: group.appearances.with(index, longer) };
  }
  const all = [...group.appearances, { video, faces: [face], firstSeenMs: nowMs, lastSeenMs: nowMs }];
  const appearances = all.slice(-MAX_APPEARANCES);
  const earlierAppearances = group.earlierAppearances + all.length - appearances.length;
  return { ...group, lastSeenMs, appearances, earlierAppearances };
}
