/** @file What a distance between two people means. */

/** Shares of the distance below which a face gets a name. Measured means: one person 0.75, two strangers from 1.15 on. */
const STEPS = [
  [0.8, 'as alike as one person'],
  [1, 'alike enough to be confused'],
  [1.15, 'alike, and just told apart'],
  [1.4, 'a little alike'],
] as const;

export function describeSimilarity(distance: number, maxDistance: number): string {
  return STEPS.find(([share]) => distance < share * maxDistance)?.[1] ?? 'not alike';
}
