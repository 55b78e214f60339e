/** @file Things put together by what they have in common. */

/** In the order in which each key first came. */
export function groupBy<Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => number | string,
): readonly (readonly Item[])[] {
  const groups = new Map<number | string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
