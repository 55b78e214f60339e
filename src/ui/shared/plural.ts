/** @file Numbers with their noun, as the pages write them. */

/** `countOf(1, 'face')` is "1 face", `countOf(2, 'face')` is "2 faces". */
export function countOf(amount: number, noun: string, plural = `${noun}s`): string {
  return `${String(amount)} ${amount === 1 ? noun : plural}`;
}
