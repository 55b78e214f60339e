/** @file Who was seen when, as a table for spreadsheets. */
import type { Appearance } from './sightings.ts';

const HEADER = ['name', 'from_s', 'to_s', 'frames'];

/** CSV as in RFC 4180, one line for each appearance. Source: https://www.rfc-editor.org/rfc/rfc4180 */
export function sightingsTable(appearances: readonly Appearance[]): string {
  const rows = appearances.map(({ name, firstMs, lastMs, frames }) => [
    name,
    (firstMs / 1000).toFixed(2),
    (lastMs / 1000).toFixed(2),
    String(frames),
  ]);
  return [HEADER, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Spreadsheets run a cell that begins like a formula; an apostrophe makes it text. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
