/** @file Numbers as the pages write them, also with their noun. */

/** `countOf(1, 'face')` is "1 face", `countOf(2, 'face')` is "2 faces". */
export function countOf(amount: number, noun: string, plural = `${noun}s`): string {
  return `${groupDigits(amount)} ${amount === 1 ? noun : plural}`;
}

/** "10,000": the pages speak English. */
export function groupDigits(amount: number): string {
  return amount.toLocaleString('en');
}
