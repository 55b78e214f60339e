/** @file Who is who in a gallery: two anchors of one name are one person. Pure. */
import { nameKey } from './anchor.ts';
import type { GalleryEntry } from './gallery.ts';

/** For each entry the index of the first one of its name. */
export function numberPeople(entries: readonly GalleryEntry[]): readonly number[] {
  const numbers = new Map<string, number>();
  return entries.map(({ name }, index) => {
    const key = nameKey(name);
    const number = numbers.get(key) ?? index;
    numbers.set(key, number);
    return number;
  });
}
