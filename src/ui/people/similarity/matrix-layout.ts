/** @file Where the cells and labels of the similarity picture lie, in CSS pixels. */

/** A cell that a finger or an eye still meets; 200 people take about 3 pixels each. */
const LARGEST_CELL_PX = 44;
const SMALLEST_CELL_PX = 2;
/** Below it, labels would overlap: names are told by pointing. */
const LABELLED_CELL_PX = 13;
const LABELS_WIDTH_PX = 96;
/** A narrow page keeps its width for the cells. */
const NARROW_PX = 420;
const NARROW_LABELS_WIDTH_PX = 74;

export interface MatrixLayout {
  readonly cell: number;
  /** Space for the names on the left; 0 without labels. */
  readonly labels: number;
  /** Of the square of cells. */
  readonly side: number;
}

export function layOut(people: number, width: number): MatrixLayout {
  const labels = width < NARROW_PX ? NARROW_LABELS_WIDTH_PX : LABELS_WIDTH_PX;
  const labelled = cellOf(people, width - labels);
  if (labelled >= LABELLED_CELL_PX) return { cell: labelled, labels, side: labelled * people };
  const cell = cellOf(people, width);
  return { cell, labels: 0, side: cell * people };
}

/** The place in the table at a point of the square; undefined beside it. */
export function placeAt(offset: number, { cell }: MatrixLayout, people: number): number | undefined {
  const place = Math.floor(offset / cell);
  return place >= 0 && place < people ? place : undefined;
}

function cellOf(people: number, width: number): number {
  const cell = Math.floor(width / Math.max(1, people));
  return Math.max(SMALLEST_CELL_PX, Math.min(LARGEST_CELL_PX, cell));
}
