/** @file The hint that a group may be two people. */
import { euclideanDistance } from '../embedding/embedding.ts';
import { toMetricSpace } from '../embedding/metric.ts';
import type { Group, GroupLook } from './group.ts';
import type { GroupingRules } from './grouping-limits.ts';

/**
 * The ids of the looks that probably show somebody else: all that are not linked, look by look, with the most of them. Empty
 * for a group that holds together, as every group does that nobody merged by hand and most of those.
 */
export function strangersWithin(
  { looks }: Pick<Group, 'looks'>,
  { metric, linkMaxDistance }: GroupingRules,
): readonly string[] {
  const placed = looks.map((look) => ({ ...look, embedding: toMetricSpace(look.embedding, metric) }));
  const isLinked = (a: GroupLook, b: GroupLook): boolean =>
    a.modelId === b.modelId && euclideanDistance(a.embedding, b.embedding) <= linkMaxDistance;
  const left = new Set<GroupLook>(placed);
  let largest: readonly GroupLook[] = [];
  for (const start of placed) {
    if (!left.delete(start)) continue;
    const linked = [start];
    // Grows while it is walked through.
    for (const one of linked) {
      for (const other of left) {
        if (!isLinked(one, other)) continue;
        linked.push(other);
        left.delete(other);
      }
    }
    if (linked.length > largest.length) largest = linked;
  }
  return placed.filter((look) => !largest.includes(look)).map(({ id }) => id);
}
