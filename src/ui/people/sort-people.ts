/** @file The order in which people are listed. */
import type { Finding } from '../../core/doctor/finding.ts';
import type { Anchor } from '../../core/gallery/anchor.ts';

export const ORDERS = ['name', 'newest', 'problems'] as const;
export type Order = (typeof ORDERS)[number];

export const ORDER_WORDS: Readonly<Record<Order, string>> = {
  name: 'By name',
  newest: 'Newest first',
  problems: 'Problems first',
};

/** How many things there are to look at, by person; tips do not count. */
export function countProblems(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const problems = new Map<string, number>();
  for (const { severity, anchorIds } of findings) {
    if (severity === 'tip') continue;
    for (const anchorId of anchorIds) problems.set(anchorId, (problems.get(anchorId) ?? 0) + 1);
  }
  return problems;
}

/** Made once: one for each comparison takes forty times as long. */
const { compare: compareNames } = new Intl.Collator(undefined, { numeric: true });

export function sortPeople(
  anchors: readonly Anchor[],
  order: Order,
  problems: ReadonlyMap<string, number>,
): readonly Anchor[] {
  const byName = (a: Anchor, b: Anchor): number => compareNames(a.name, b.name) || compareNames(a.id, b.id);
  const compare: Readonly<Record<Order, (a: Anchor, b: Anchor) => number>> = {
    name: byName,
    newest: (a, b) => newestMs(b) - newestMs(a) || byName(a, b),
    problems: (a, b) => (problems.get(b.id) ?? 0) - (problems.get(a.id) ?? 0) || byName(a, b),
  };
  return [...anchors].sort(compare[order]);
}

/** When the latest picture was saved. */
function newestMs({ samples, createdAtMs }: Anchor): number {
  return samples.reduce((latest, { enrolledAtMs }) => Math.max(latest, enrolledAtMs), createdAtMs);
}
