/** @file Which faces of a picture are covered, and by what labels must not lie on; looked up a few times a second. */
import type { PixelBox } from '../../core/geometry/bounding-box.ts';
import { CoverLook } from './covering.ts';

const INTERVAL_MS = 300;
/** Points of a face, in shares of its box; it is covered where all but one of them are. */
const POINTS = [
  [0.5, 0.5],
  [0.25, 0.25],
  [0.75, 0.25],
  [0.3, 0.75],
  [0.7, 0.75],
] as const;
const MIN_COVERED = POINTS.length - 1;

/** In CSS pixels of the viewport. */
export interface PlacedFace {
  readonly track: number;
  readonly box: PixelBox;
  /** Where its label stands. */
  readonly label: PixelBox | undefined;
}

export class FaceCovers {
  readonly #picture: Element;
  #lookedMs = -Infinity;
  #tracks = new Set<number>();
  #covered = new Set<number>();
  /** What labels must not lie on. */
  #inTheWay = new Set<Element>();

  constructor(picture: Element) {
    this.#picture = picture;
  }

  isCovered(track: number): boolean {
    return this.#covered.has(track);
  }

  /** In CSS pixels of the viewport, as the page is now. */
  obstacles(): PixelBox[] {
    return Array.from(this.#inTheWay, boxOf);
  }

  /** Reads the page where that is due: some time after the last look, or where there is a face that has not been looked at. */
  look(faces: readonly PlacedFace[], nowMs: number): void {
    const isNew = faces.some(({ track }) => !this.#tracks.has(track));
    if (!isNew && nowMs - this.#lookedMs < INTERVAL_MS) return;
    this.#lookedMs = nowMs;
    this.#tracks = new Set(faces.map(({ track }) => track));
    const look = new CoverLook(this.#picture);
    this.#covered = new Set(faces.filter(({ box }) => isFaceCovered(look, box)).map(({ track }) => track));
    const found = new Set<Element>();
    for (const element of this.#inTheWay) if (isStillThere(look, element)) found.add(element);
    for (const { track, label } of faces) {
      if (label === undefined || this.#covered.has(track)) continue;
      for (const share of [0.1, 0.5, 0.9]) {
        const [x, y] = [label.leftPx + label.widthPx * share, label.topPx + label.heightPx / 2];
        const element = look.controlAt(x, y) ?? look.coverAt(x, y);
        if (element !== undefined) found.add(element);
      }
    }
    this.#inTheWay = found;
  }
}

function isFaceCovered(look: CoverLook, { leftPx, topPx, widthPx, heightPx }: PixelBox): boolean {
  let covered = 0;
  for (const [index, [x, y]] of POINTS.entries()) {
    if (look.coverAt(leftPx + widthPx * x, topPx + heightPx * y) !== undefined) covered++;
    else if (index - covered >= POINTS.length - MIN_COVERED) return false;
  }
  return covered >= MIN_COVERED;
}

/** Labels have left it meanwhile, so it is asked by its own middle. */
function isStillThere(look: CoverLook, element: Element): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  if (!element.isConnected || width === 0 || height === 0) return false;
  const [x, y] = [left + width / 2, top + height / 2];
  const found = look.controlAt(x, y) ?? look.coverAt(x, y);
  return found !== undefined && (found === element || element.contains(found));
}

function boxOf(element: Element): PixelBox {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { leftPx: left, topPx: top, widthPx: width, heightPx: height };
}
