/** @file One face on the overlay: its box, and its label, which says the name or that there is none. */
import type { TurnedBox } from '../core/geometry/affine.ts';
import type { Verdict } from '../core/matching/verdict.ts';

/** Text grows with the face between these: readable on a small tile, not shouting on a large picture. */
const MIN_TEXT_PX = 12;
const MAX_TEXT_PX = 20;
const TEXT_PER_FACE_WIDTH = 0.13;
/** Height of the label in text sizes; see overlay-style.ts. */
const LABEL_EM = 1.9;

/** What was written last. */
interface Placed {
  readonly leftPx?: number;
  readonly topPx?: number;
  readonly widthPx?: number;
  readonly heightPx?: number;
  readonly textPx?: number;
  readonly isAbove?: boolean;
  readonly isAtRight?: boolean;
}

export class FaceElement {
  readonly element = document.createElement('div');
  readonly #box = document.createElement('div');
  /** A button only where the overlay makes it one: in a window of its own it takes no clicks. */
  readonly label = document.createElement('span');
  #last: Placed = {};
  #state: Verdict['kind'] | undefined;
  #text = '';
  #isHeld: boolean | undefined;
  #isTurned = false;

  constructor() {
    this.element.className = 'face';
    this.#box.className = 'box';
    this.label.className = 'name';
    this.label.dir = 'auto';
    this.element.append(this.#box, this.label);
  }

  /** Whether there is anything to read on it. */
  get hasLabel(): boolean {
    return this.#text !== '';
  }

  /** Takes clicks on the label, and the focus when it is given to it; never by the Tab key. */
  makeClickable(): void {
    this.label.classList.add('is-clickable');
    this.label.tabIndex = -1;
    this.label.role = 'button';
    this.label.ariaHasPopup = 'menu';
  }

  /** Shown as the one that the person deals with. */
  setHeld(isHeld: boolean): void {
    if (isHeld === this.#isHeld) return;
    this.#isHeld = isHeld;
    this.element.classList.toggle('is-held', isHeld);
    this.label.ariaExpanded = String(isHeld);
  }

  /** Whether that is what is written on it. */
  says(verdict: Verdict): boolean {
    return verdict.kind === this.#state && labelOf(verdict) === this.#text;
  }

  /** Called with each frame: the page is neither read nor written to where nothing has changed. */
  setVerdict(verdict: Verdict): void {
    if (verdict.kind !== this.#state) this.element.dataset['state'] = this.#state = verdict.kind;
    const text = labelOf(verdict);
    if (text !== this.#text) this.label.textContent = this.#text = text;
  }

  /**
   * `box` in pixels of the viewport, the layer's origin there, and the layer's width. The box turns with the picture, the
   * name stays upright. Writes only what changed.
   */
  moveTo(box: TurnedBox, origin: { leftPx: number; topPx: number }, layerWidthPx: number): void {
    const { style } = this.element;
    const leftPx = tenth(box.bounds.leftPx - origin.leftPx);
    const topPx = tenth(box.bounds.topPx - origin.topPx);
    const [widthPx, heightPx] = [tenth(box.bounds.widthPx), tenth(box.bounds.heightPx)];
    const last = this.#last;
    if (leftPx !== last.leftPx || topPx !== last.topPx)
      style.transform = `translate(${px(leftPx)}, ${px(topPx)})`;
    if (widthPx !== last.widthPx) style.width = px(widthPx);
    if (heightPx !== last.heightPx) style.height = px(heightPx);
    const textPx = Math.round(Math.min(MAX_TEXT_PX, Math.max(MIN_TEXT_PX, widthPx * TEXT_PER_FACE_WIDTH)));
    if (textPx !== last.textPx) style.fontSize = px(textPx);
    const isAbove = topPx > textPx * LABEL_EM + 4;
    const isAtRight = leftPx + widthPx / 2 > layerWidthPx / 2;
    // A label grows towards the middle of the picture, so that it is not cut off at its edge.
    if (isAbove !== last.isAbove || isAtRight !== last.isAtRight)
      this.element.dataset['label'] = `${isAbove ? 'above' : 'below'} ${isAtRight ? 'right' : 'left'}`;
    this.#last = { leftPx, topPx, widthPx, heightPx, textPx, isAbove, isAtRight };
    this.#turn(box);
  }

  #turn({ angleDeg, widthPx, heightPx }: TurnedBox): void {
    const isTurned = angleDeg !== 0;
    if (!isTurned && !this.#isTurned) return;
    this.#isTurned = isTurned;
    const { style } = this.#box;
    style.rotate = isTurned ? `${angleDeg.toFixed(2)}deg` : '';
    style.width = isTurned ? px(widthPx) : '';
    style.height = isTurned ? px(heightPx) : '';
  }
}

/** What is written on the face; nothing while nobody has been looked up. */
export function labelOf(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'pending':
      return '';
    case 'unknown':
      return 'Unknown';
    case 'maybe':
      return `${verdict.name}?`;
    case 'named':
      return verdict.name;
  }
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

function px(value: number): string {
  return `${value.toFixed(1)}px`;
}
