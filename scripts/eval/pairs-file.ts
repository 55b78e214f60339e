/** @file Lists of labelled pairs: CSV with the columns `file_x`, `file_y` and `Decision` (`Yes` or `No`). Pure. */

export interface LabelledPair {
  readonly fileX: string;
  readonly fileY: string;
  readonly isGenuine: boolean;
}

/** A sentence for the person at the terminal. */
export class PairsFileError extends Error {}

/** Further columns and empty lines are passed over. @throws {PairsFileError} */
export function parsePairs(text: string): LabelledPair[] {
  const [header = [], ...rows] = parseCsv(text);
  const [x, y, decision] = ['file_x', 'file_y', 'decision'].map((name) =>
    header.findIndex((cell) => cell.trim().toLowerCase() === name),
  );
  if (x === undefined || y === undefined || decision === undefined || Math.min(x, y, decision) < 0) {
    throw new PairsFileError('The list of pairs needs the header file_x,file_y,Decision.');
  }
  if (rows.length === 0) throw new PairsFileError('The list of pairs is empty: it has only a header.');
  return rows.map((row, index) => {
    const [fileX, fileY, answer] = [row[x], row[y], row[decision]].map((cell) => (cell ?? '').trim());
    const isYes = answer?.toLowerCase() === 'yes';
    if (!fileX || !fileY || !(isYes || answer?.toLowerCase() === 'no')) {
      throw new PairsFileError(
        `Pair ${String(index + 1)} of the list needs two files and Yes or No, but has "${row.join(',')}".`,
      );
    }
    return { fileX, fileY, isGenuine: isYes };
  });
}

/** Rows of cells, as RFC 4180 says: cells may be quoted, a quote within them is doubled. Empty lines are left out. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endRow = (): void => {
    row.push(cell);
    if (row.some((one) => one.trim() !== '')) rows.push(row);
    row = [];
    cell = '';
  };
  for (let at = text.startsWith('\ufeff') ? 1 : 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at++;
      } else isQuoted = false;
    } else if (character === '"' && cell === '') isQuoted = true;
    else if (character === ',') {
      row.push(cell);
      cell = '';
    } else if (character === '\n') endRow();
    else if (character !== '\r') cell += character;
  }
  endRow();
  return rows;
}
