/**
 * @file Where the labels of one picture stand: laid out together, on no face and on no other label where there is room
 * elsewhere, whole within the picture, and off its lowest part, where players have their controls. Pure.
 */
import { intersectBoxes, type PixelBox } from '../geometry/bounding-box.ts';

/** One face that has a label; boxes in CSS pixels from the left top of the part of the picture that is seen. */
export interface LabelledBox {
  readonly track: number;
  readonly box: PixelBox;
  /** Of the whole text. */
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface LabelSpot {
  readonly leftPx: number;
  readonly topPx: number;
  /** What the text has to fit into; at most the width that was asked for. */
  readonly widthPx: number;
}

export interface LabelStage {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Nothing comes up over a picture that is written to a file. */
  readonly hasControls?: boolean;
}

/** Rows in which a label can stand, the most wanted first. */
const ROWS = ['above', 'below', 'inside'] as const;
const ANCHORS = ['left', 'right', 'middle'] as const;
type Row = (typeof ROWS)[number];
type Anchor = (typeof ANCHORS)[number];

interface Stand {
  readonly row: Row;
  readonly anchor: Anchor;
}

interface Candidate extends Stand {
  readonly place: PixelBox;
  readonly cost: number;
}

/** Where other things are already. */
interface Taken {
  readonly faces: readonly PixelBox[];
  readonly labels: readonly PixelBox[];
  readonly turfs: readonly PixelBox[];
  readonly obstacles: readonly PixelBox[];
}

const GAP_PX = 4;
/** A label begins where the box's stroke does. */
const STROKE_PX = 2;
const EDGE_PX = 2;
/** Least width of a shortened label, in its heights: some letters and the ellipsis. */
const MIN_HEIGHTS = 2.8;
/** Of a face that is cut off by more than that, nobody needs the name. */
const MIN_SEEN_SHARE = 0.2;
/** Better no name than one that hides a button. */
const MAX_OBSTRUCTED = 0.15;
/** Where controls come up: this share of the height, but no more than a bar takes. */
const CONTROLS_SHARE = 0.14;
const MAX_CONTROLS_PX = 56;

/** Each per whole label that lies on something it should not; what is smaller only breaks ties. */
const COSTS = {
  onLabel: 16,
  onFace: 8,
  onControls: 20,
  onObstacle: 20,
  shortened: 4,
  rows: { above: 0, below: 0.6, inside: 3 },
  wrongSide: 0.3,
  /** Where another label, that has no place yet, will want to stand. */
  onTurf: 8,
  /** What stands somewhere stays there until another place is clearly better. */
  otherRow: 0.75,
  otherAnchor: 0.2,
} as const;

/** Lays out the labels of one picture, and remembers where each stood, so that none jumps to and fro. */
export class LabelLayout {
  readonly #last = new Map<number, Stand>();

  /**
   * @param obstacles what else labels must not lie on
   * @returns by track; a face that is hardly seen, or has no text, or room only on an obstacle, gets no spot
   */
  place(
    faces: readonly LabelledBox[],
    stage: LabelStage,
    obstacles: readonly PixelBox[] = [],
  ): Map<number, LabelSpot> {
    const spots = new Map<number, LabelSpot>();
    const placed: PixelBox[] = [];
    // Tracks are numbered as they come: who was there first keeps its place.
    for (const face of faces.toSorted((a, b) => a.track - b.track)) {
      if (face.widthPx === 0 || seenShare(face.box, stage) < MIN_SEEN_SHARE) continue;
      const others = faces.filter(({ track }) => track !== face.track);
      const taken = {
        faces: others.map(({ box }) => box),
        labels: placed,
        turfs: others.filter(({ track }) => track > face.track).map(turfOf),
        obstacles,
      };
      const best = this.#best(face, taken, stage);
      if (best === undefined || covered(best.place, obstacles) > MAX_OBSTRUCTED) continue;
      this.#last.set(face.track, best);
      placed.push(best.place);
      const { leftPx, topPx, widthPx } = best.place;
      spots.set(face.track, { leftPx, topPx, widthPx });
    }
    for (const track of this.#last.keys()) if (!spots.has(track)) this.#last.delete(track);
    return spots;
  }

  #best(face: LabelledBox, taken: Taken, stage: LabelStage): Candidate | undefined {
    const last = this.#last.get(face.track);
    let best: Candidate | undefined;
    for (const candidate of candidates(face, stage)) {
      const { place } = candidate;
      const cost =
        candidate.cost +
        covered(place, taken.labels) * COSTS.onLabel +
        hiding(place, taken.faces) * COSTS.onFace +
        covered(place, taken.turfs) * COSTS.onTurf +
        covered(place, taken.obstacles) * COSTS.onObstacle +
        (last === undefined || last.row === candidate.row ? 0 : COSTS.otherRow) +
        (last === undefined || last.anchor === candidate.anchor ? 0 : COSTS.otherAnchor);
      if (best === undefined || cost < best.cost) best = { ...candidate, cost };
    }
    return best;
  }
}

function candidates(face: LabelledBox, stage: LabelStage): Candidate[] {
  const widest = Math.min(face.widthPx, stage.widthPx - 2 * EDGE_PX);
  const narrow = Math.max(face.heightPx * MIN_HEIGHTS, face.box.widthPx + 2 * STROKE_PX);
  const widths = narrow < widest ? [widest, (widest + narrow) / 2, narrow] : [widest];
  const rows = ROWS.map((row) => ({ row, topPx: topOf(row, face, stage) }));
  // A stage without room has it inside the box, however small that is.
  return rows.flatMap(({ row, topPx }) =>
    topPx === undefined
      ? []
      : ANCHORS.flatMap((anchor) =>
          widths.map((widthPx) => {
            const place = {
              leftPx: clamp(leftOf(anchor, face, widthPx), EDGE_PX, stage.widthPx - EDGE_PX - widthPx),
              topPx,
              widthPx,
              heightPx: face.heightPx,
            };
            return {
              row,
              anchor,
              place,
              cost:
                COSTS.rows[row] +
                (anchor === sideOf(face, stage) ? 0 : COSTS.wrongSide) +
                (1 - widthPx / face.widthPx) * COSTS.shortened +
                onControls(place, stage) * COSTS.onControls,
            };
          }),
        ),
  );
}

/** Undefined where the label would leave the picture. */
function topOf(row: Row, { box, heightPx }: LabelledBox, stage: LabelStage): number | undefined {
  const lowest = stage.heightPx - EDGE_PX - heightPx;
  switch (row) {
    case 'above': {
      const topPx = box.topPx - GAP_PX - heightPx;
      return topPx < 0 || topPx > lowest ? undefined : topPx;
    }
    case 'below': {
      const topPx = box.topPx + box.heightPx + GAP_PX;
      return topPx < 0 || topPx > lowest ? undefined : topPx;
    }
    case 'inside':
      return clamp(box.topPx + GAP_PX, EDGE_PX, lowest);
  }
}

function leftOf(anchor: Anchor, { box }: LabelledBox, widthPx: number): number {
  switch (anchor) {
    case 'left':
      return box.leftPx - STROKE_PX;
    case 'right':
      return box.leftPx + box.widthPx + STROKE_PX - widthPx;
    case 'middle':
      return box.leftPx + (box.widthPx - widthPx) / 2;
  }
}

/** A label grows towards the middle of the picture. */
function sideOf({ box }: LabelledBox, stage: LabelStage): Anchor {
  return box.leftPx + box.widthPx / 2 > stage.widthPx / 2 ? 'right' : 'left';
}

/** Share of a label on the part where controls come up. */
function onControls({ topPx, heightPx }: PixelBox, stage: LabelStage): number {
  if (stage.hasControls === false) return 0;
  const controlsPx = Math.min(MAX_CONTROLS_PX, stage.heightPx * CONTROLS_SHARE);
  return clamp((topPx + heightPx - (stage.heightPx - controlsPx)) / heightPx, 0, 1);
}

/** Above a box, as wide as that: where its label stands in a crowd. */
function turfOf({ box, heightPx }: LabelledBox): PixelBox {
  return { ...box, topPx: box.topPx - GAP_PX - heightPx, heightPx };
}

/** Share of the label that lies on faces, or of a face that it hides, whichever is more. */
function hiding(place: PixelBox, faces: readonly PixelBox[]): number {
  const hidden = faces.map((face) => areaOf(intersectBoxes(place, face)) / Math.max(1, areaOf(face)));
  return Math.max(covered(place, faces), ...hidden);
}

/** Share of a box that lies under any of the others, counted for each. */
function covered(box: PixelBox, others: readonly PixelBox[]): number {
  let sharedPx = 0;
  for (const other of others) sharedPx += areaOf(intersectBoxes(box, other));
  return sharedPx / areaOf(box);
}

function seenShare(box: PixelBox, { widthPx, heightPx }: LabelStage): number {
  return areaOf(intersectBoxes(box, { leftPx: 0, topPx: 0, widthPx, heightPx })) / Math.max(1, areaOf(box));
}

function areaOf({ widthPx, heightPx }: PixelBox): number {
  return Math.max(0, widthPx) * Math.max(0, heightPx);
}

/** `least` where the range is empty. */
function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
