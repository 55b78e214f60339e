/** @file Results as a table for the person at the terminal. */

const WIDTH = 34;

export function printResult(modelTitle: string, result: object): void {
  console.log(`${'Model'.padEnd(WIDTH)}${modelTitle}`);
  printEntries(result, '');
}

function printEntries(entries: object, indent: string): void {
  for (const [key, value] of Object.entries(entries)) {
    const label = (indent + key).padEnd(WIDTH);
    if (Array.isArray(value)) {
      if (value.every((item) => typeof item === 'string')) console.log(label + listText(value));
    } else if (typeof value === 'object' && value !== null) {
      console.log(indent + key);
      printEntries(value as object, `${indent}  `);
    } else {
      console.log(label + (value === null ? '–' : String(value)));
    }
  }
}

function listText(items: readonly string[]): string {
  return items.length === 0 ? 'none' : items.join(', ');
}
