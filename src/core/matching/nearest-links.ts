/** @file By anchor, the few that look most like it: as plain numbers by index, and by id. Pure. */
import type { LookAlike } from './look-alikes.ts';

/** By anchor, its nearest look-alikes, nearest first: all of them, or `MAX_LINKS`. */
export type Links = ReadonlyMap<string, readonly Link[]>;

interface Link {
  readonly other: string;
  readonly distance: number;
}

/** The same by index, `MAX_LINKS` places an anchor: free ones hold `NOBODY`. */
export interface LinkTable {
  readonly others: Int32Array;
  readonly distances: Float64Array;
}

/** The nearest one makes the limit; the others take its place when it is deleted. */
export const MAX_LINKS = 4;
const NOBODY = -1;

/** What `links` say of those of `anchorIds` that are known, among each other. */
export function toTable(links: Links, anchorIds: readonly string[], isKnown: Uint8Array): LinkTable {
  const others = new Int32Array(anchorIds.length * MAX_LINKS).fill(NOBODY);
  const table = { others, distances: new Float64Array(others.length) };
  const indices = new Map(anchorIds.flatMap((id, index) => (isKnown[index] === 1 ? [[id, index]] : [])));
  for (const [anchorId, list] of links) {
    const index = indices.get(anchorId);
    if (index === undefined) continue;
    for (const { other, distance } of list) {
      const its = indices.get(other);
      if (its !== undefined) addLink(table, index, its, distance);
    }
  }
  return table;
}

export function fromTable({ others, distances }: LinkTable, anchorIds: readonly string[]): Links {
  const links = new Map<string, Link[]>();
  for (const [index, anchorId] of anchorIds.entries()) {
    const list: Link[] = [];
    for (let place = index * MAX_LINKS; place < (index + 1) * MAX_LINKS; place++) {
      const other = anchorIds[others[place] ?? NOBODY];
      if (other !== undefined) list.push({ other, distance: distances[place] ?? Infinity });
    }
    if (list.length > 0) links.set(anchorId, list);
  }
  return links;
}

/** Writes into `table`: the anchor at `index` gets this link, if it is among its nearest. */
export function addLink(
  { others, distances }: LinkTable,
  index: number,
  other: number,
  distance: number,
): void {
  const first = index * MAX_LINKS;
  let place = first + MAX_LINKS;
  while (place > first && (others[place - 1] === NOBODY || (distances[place - 1] ?? 0) > distance)) {
    place--;
    if (place + 1 < first + MAX_LINKS) {
      others[place + 1] = others[place] ?? NOBODY;
      distances[place + 1] = distances[place] ?? 0;
    }
  }
  if (place === first + MAX_LINKS) return;
  others[place] = other;
  distances[place] = distance;
}

/** Each pair once, most alike first. */
export function pairsOf(links: Links): LookAlike[] {
  const pairs = new Map<string, LookAlike>();
  for (const [anchorId, list] of links) {
    for (const { other, distance } of list) {
      const [one, two] = anchorId < other ? [anchorId, other] : [other, anchorId];
      pairs.set(JSON.stringify([one, two]), { one, other: two, distance });
    }
  }
  return [...pairs.values()].sort((a, b) => a.distance - b.distance);
}
