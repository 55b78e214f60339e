/** @file Small arithmetic on lists that the scores are made of. Pure. */

/** The mean of the middle two of an even count. Infinity may be among them. Undefined for none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  if (upper === undefined || lower === undefined) return undefined;
  return upper === lower ? upper : (upper + lower) / 2;
}

/** What JSON can hold: null for nothing and for Infinity. */
export function finite(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** To four places: more only makes results hard to read. */
export function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** How often a list goes from one value to another. */
export function countChanges(values: readonly (string | number)[]): number {
  return values.filter((value, index) => index > 0 && value !== values[index - 1]).length;
}

/** Groups in the order of their first items. */
export function groupBy<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
