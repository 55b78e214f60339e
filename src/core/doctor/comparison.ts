/**
 * @file Everybody's samples compared with everybody's, once, for all that the doctor asks. Of a very large gallery it is a
 * survey: some samples of each anchor, spread evenly.
 */
import { euclideanDistance } from '../embedding/embedding.ts';
import type { Gallery, GalleryEntry } from '../gallery/gallery.ts';
import { numberPeople } from '../gallery/number-people.ts';

/** One sample that is compared. */
export interface Row {
  /** Index into `Comparison.entries`. */
  readonly entry: number;
  readonly sampleId: string;
  readonly embedding: Float32Array;
}

export interface Comparison {
  /** Those with at least one sample. */
  readonly entries: readonly GalleryEntry[];
  readonly rows: readonly Row[];
  /** By entry: its rows. */
  readonly rowsOf: readonly (readonly number[])[];
  /** By entry: equal for anchors of one name, who are one person everywhere. */
  readonly personOf: readonly number[];
  /** By entry: the rows of its person, see `rowsByPerson`. */
  readonly personRows: readonly (readonly number[])[];
  /** L2 of two rows; 0 of a row and itself. */
  readonly distance: (a: number, b: number) => number;
  /** L2 of the nearest two rows of two entries. */
  readonly entryDistance: (a: number, b: number) => number;
  /** The nearest two rows of two entries, that of `a` first; undefined of an entry and itself. */
  readonly nearestRows: (a: number, b: number) => readonly [number, number] | undefined;
  /** Of those in the gallery, whether or not they were compared. */
  readonly allPeople: number;
  readonly allSamples: number;
}

/** Up to here everything is compared: 200 people with 5 samples are 1000 rows; 3000 take a second, in slices. */
const MAX_ROWS = 3000;
/** Two samples of each of these are 4000 rows, whose distances take 32 MB for the moment. */
const MAX_PEOPLE = 2000;
const FEWEST_OF_ONE = 2;

/** Yields after each row; the caller decides when to go on. */
export function* compareSamples(gallery: Gallery): Generator<void, Comparison> {
  const known = gallery.entries.filter(({ embeddings }) => embeddings.length > 0);
  const entries = spread(known, MAX_PEOPLE);
  const allSamples = known.reduce((sum, { embeddings }) => sum + embeddings.length, 0);
  const ofOne =
    allSamples <= MAX_ROWS ? Infinity : Math.max(FEWEST_OF_ONE, Math.floor(MAX_ROWS / entries.length));
  const rows = entries.flatMap((entry, index) => rowsFrom(entry, index, ofOne));

  const distances = new Float32Array(triangle(rows.length));
  const entryDistances = new Float32Array(triangle(entries.length)).fill(Infinity);
  /** Two rows a pair, that of the later entry first. */
  const entryRows = new Int32Array(triangle(entries.length) * 2);
  for (const [a, row] of rows.entries()) {
    for (let b = 0; b < a; b++) {
      const other = rows[b];
      if (other === undefined) continue;
      const distance = euclideanDistance(row.embedding, other.embedding);
      distances[triangle(a) + b] = distance;
      if (other.entry === row.entry) continue;
      const at = pairIndex(row.entry, other.entry);
      if (distance >= (entryDistances[at] ?? Infinity)) continue;
      entryDistances[at] = distance;
      // Rows follow their entries: the later row is the later entry's.
      entryRows.set([a, b], at * 2);
    }
    yield;
  }
  const rowsOf = groupRows(rows, entries.length);
  const personOf = numberPeople(entries);
  return {
    entries,
    rows,
    rowsOf,
    personOf,
    personRows: rowsByPerson(rowsOf, personOf),
    distance: (a, b) => (a === b ? 0 : (distances[pairIndex(a, b)] ?? Infinity)),
    entryDistance: (a, b) => (a === b ? 0 : (entryDistances[pairIndex(a, b)] ?? Infinity)),
    nearestRows: (a, b) => {
      if (a === b) return undefined;
      const at = pairIndex(a, b) * 2;
      const [later, earlier] = [entryRows[at] ?? 0, entryRows[at + 1] ?? 0];
      return a > b ? [later, earlier] : [earlier, later];
    },
    allPeople: known.length,
    allSamples,
  };
}

/** At most `most` of them, evenly. */
export function spread<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, index) => items[Math.floor((index * items.length) / most)]).filter(
    (item) => item !== undefined,
  );
}

/** Where the pair lies in a triangle that holds each pair once. */
export function pairIndex(a: number, b: number): number {
  return triangle(Math.max(a, b)) + Math.min(a, b);
}

/** How many pairs `count` things have. */
export function triangle(count: number): number {
  return (count * (count - 1)) / 2;
}

/** By entry: the rows of all entries of the same person. */
export function rowsByPerson(
  rowsOf: readonly (readonly number[])[],
  personOf: readonly number[],
): readonly (readonly number[])[] {
  const rows = new Map<number, number[]>();
  for (const [entry, person] of personOf.entries()) {
    rows.set(person, [...(rows.get(person) ?? []), ...(rowsOf[entry] ?? [])]);
  }
  return personOf.map((person) => rows.get(person) ?? []);
}

function rowsFrom(entry: GalleryEntry, index: number, most: number): readonly Row[] {
  const rows = entry.embeddings.map((embedding, at) => ({
    entry: index,
    sampleId: entry.sampleIds[at] ?? '',
    embedding,
  }));
  return spread(rows, most);
}

function groupRows(rows: readonly Row[], entries: number): readonly (readonly number[])[] {
  const groups = Array.from({ length: entries }, (): number[] => []);
  for (const [index, { entry }] of rows.entries()) groups[entry]?.push(index);
  return groups;
}
