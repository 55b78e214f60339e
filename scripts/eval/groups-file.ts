/** @file Lists of people by group: CSV with the columns `set,person,file,group,sex`. Pure. */
import { SetupError } from '../setup/setup-error.mjs';
import { parseCsv } from './pairs-file.ts';

export interface GroupedPicture {
  /** The same person may be in several sets. */
  readonly person: string;
  /** As the list has it. */
  readonly file: string;
  readonly group: string | undefined;
  readonly sex: string | undefined;
}

export interface GroupList {
  readonly pictures: readonly GroupedPicture[];
  /** A sentence for each row that is left out and for each column that is passed over. */
  readonly notes: readonly string[];
  readonly skippedRows: number;
}

const NEEDED = ['person', 'file', 'group'] as const;
/** `set` says where a picture comes from; nothing is measured by it. */
const KNOWN: readonly string[] = [...NEEDED, 'sex', 'set'];

/**
 * @param most only the first pictures of each person
 * @throws SetupError without a needed column, or without any usable row
 */
export function parseGroups(text: string, most = Infinity): GroupList {
  const [header = [], ...rows] = parseCsv(text);
  const names = header.map((cell) => cell.trim().toLowerCase());
  const missing = NEEDED.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    const columns = `${missing.length === 1 ? 'column' : 'columns'} ${missing.join(' and ')}`;
    throw new SetupError(
      `The list of people has no ${columns}: it needs the header set,person,file,group,sex.`,
    );
  }
  const cellOf = (row: readonly string[], name: string): string | undefined => {
    const cell = row[names.indexOf(name)]?.trim();
    return cell === '' ? undefined : cell;
  };
  const notes = names
    .filter((name) => name !== '' && !KNOWN.includes(name))
    .map((name) => `The list's column "${name}" is not used.`);
  const pictures: GroupedPicture[] = [];
  const files = new Set<string>();
  let skippedRows = 0;
  for (const [index, row] of rows.entries()) {
    const [person, file] = [cellOf(row, 'person'), cellOf(row, 'file')];
    if (person === undefined || file === undefined) {
      skippedRows++;
      notes.push(
        `Row ${String(index + 1)} has no ${person === undefined ? 'person' : 'file'}: it is left out.`,
      );
    } else if (files.has(file)) {
      skippedRows++;
      notes.push(`Row ${String(index + 1)} names ${file} again: it is left out.`);
    } else {
      files.add(file);
      pictures.push({ person, file, group: cellOf(row, 'group'), sex: cellOf(row, 'sex') });
    }
  }
  if (pictures.length === 0) throw new SetupError('The list of people names no pictures.');
  return { pictures: firstOfEach(pictures, most), notes, skippedRows };
}

function firstOfEach(pictures: readonly GroupedPicture[], most: number): GroupedPicture[] {
  const counts = new Map<string, number>();
  return pictures.filter(({ person }) => {
    const count = (counts.get(person) ?? 0) + 1;
    counts.set(person, count);
    return count <= most;
  });
}
