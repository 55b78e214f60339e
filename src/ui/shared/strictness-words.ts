/** @file The strictness slider in words, for those who hear it. */

/** `strictness` as in the settings: 0 almost never wrong, 1 names more people. */
export function describeStrictness(strictness: number): string {
  if (strictness < 0.2) return 'almost never wrong';
  if (strictness < 0.45) return 'careful';
  if (strictness <= 0.55) return 'balanced';
  return strictness <= 0.8 ? 'generous' : 'names more people';
}
