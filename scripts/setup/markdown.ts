/** @file Parts of documents that tools write: tables, and what stands between two markers. Pure. */

/** A rule of Markdown has three dashes at least. */
const MIN_CELL = 3;

export interface TitledTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly note?: string;
}

/** @throws Error when the markers are not there, once each and in order. */
export function fillMarked(document: string, begin: string, end: string, body: string): string {
  const [before, rest, ...more] = document.split(begin);
  const [, after, ...others] = (rest ?? '').split(end);
  if (before === undefined || after === undefined || more.length + others.length > 0)
    throw new Error(`The document needs "${begin}" and "${end}", once each.`);
  return `${before}${begin}\n\n${body}\n\n${end}${after}`;
}

export function titledTable({ title, head, rows, note }: TitledTable): string {
  return [`## ${title}`, markdownTable(head, rows), ...(note === undefined ? [] : [note])].join('\n\n');
}

/** A table of Markdown, its columns as wide as their widest cells. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) =>
    Math.max(MIN_CELL, cell.length, ...rows.map((row) => escape(row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => escape(cell).padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

function escape(cell: string): string {
  return cell.replaceAll('|', '\\|');
}
