/** @file One face on the overlay: its box, and its label, which says the name or that there is none. */
import type { TurnedBox } from '../core/geometry/affine.ts';
import type { Verdict } from '../core/matching/verdict.ts';
import { LABEL_EM, LabelCanvas } from './labels/label-canvas.ts';

/** Text grows with the face between these: readable on a small tile, not shouting on a large picture. */
const MIN_TEXT_PX = 12;
const MAX_TEXT_PX = 20;
const TEXT_PER_FACE_WIDTH = 0.13;
/** Between box and label. */
const GAP_PX = 4;
/** The label begins where the box's stroke does. */
const STROKE_PX = 2;

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

/** The picture's part of the viewport in CSS pixels, and how many device pixels one of those has. */
export interface FaceStage {
  readonly leftPx: number;
  readonly topPx: number;
  readonly widthPx: number;
  readonly ratio: number;
}

export class FaceElement {
  readonly element = document.createElement('div');
  readonly #box = document.createElement('div');
  readonly #label = new LabelCanvas();
  /** Where the label is clicked: its place and size follow from the box alone, never from the name. */
  readonly target = document.createElement('div');
  #last: Placed = {};
  #state: Verdict['kind'] = 'pending';
  #text = '';
  #shift = '';
  #isTurned = false;

  constructor() {
    this.element.className = 'face';
    this.element.dataset['state'] = this.#state;
    this.#box.className = 'box';
    this.target.className = 'target';
    this.element.append(this.#box, this.#label.element, this.target);
  }

  /** Takes clicks on the label. In a window of its own a face takes none. */
  makeClickable(): void {
    this.target.classList.add('is-clickable');
    this.target.role = 'button';
  }

  /** Whether that is what is written on it. */
  says(verdict: Verdict): boolean {
    return verdict.kind === this.#state && labelOf(verdict) === this.#text;
  }

  /** Called with each frame: the page is neither read nor written to where nothing has changed. */
  setVerdict(verdict: Verdict): void {
    if (verdict.kind !== this.#state) this.element.dataset['state'] = this.#state = verdict.kind;
    const text = labelOf(verdict);
    // For screen readers. A page's script has no way to an attribute behind a closed root.
    if (text !== this.#text) this.target.ariaLabel = this.#text = text;
  }

  /**
   * `box` in pixels of the viewport. The box turns with the picture, the name stays upright. Writes only what changed. Call it
   * after `setVerdict`.
   */
  moveTo(box: TurnedBox, stage: FaceStage): void {
    const { style } = this.element;
    const leftPx = tenth(box.bounds.leftPx - stage.leftPx);
    const topPx = tenth(box.bounds.topPx - stage.topPx);
    const [widthPx, heightPx] = [tenth(box.bounds.widthPx), tenth(box.bounds.heightPx)];
    const last = this.#last;
    if (leftPx !== last.leftPx || topPx !== last.topPx)
      style.transform = `translate(${px(leftPx)}, ${px(topPx)})`;
    if (widthPx !== last.widthPx) style.width = px(widthPx);
    if (heightPx !== last.heightPx) style.height = px(heightPx);
    const textPx = Math.round(Math.min(MAX_TEXT_PX, Math.max(MIN_TEXT_PX, widthPx * TEXT_PER_FACE_WIDTH)));
    if (textPx !== last.textPx) style.fontSize = px(textPx);
    const isAbove = topPx > textPx * LABEL_EM + GAP_PX;
    const isAtRight = leftPx + widthPx / 2 > stage.widthPx / 2;
    // A label grows towards the middle of the picture, so that it is not cut off at its edge.
    if (isAbove !== last.isAbove || isAtRight !== last.isAtRight)
      this.element.dataset['label'] = `${isAbove ? 'above' : 'below'} ${isAtRight ? 'right' : 'left'}`;
    this.#last = { leftPx, topPx, widthPx, heightPx, textPx, isAbove, isAtRight };
    this.#turn(box);
    const { ratio } = stage;
    this.#label.paint(this.#state, this.#text, { textPx, faceWidthPx: widthPx, isAtRight, ratio });
    this.#placeLabel(stage);
  }

  /** On whole device pixels: between them a canvas is blurred, which text is not. */
  #placeLabel({ leftPx: stageLeftPx, topPx: stageTopPx, ratio }: FaceStage): void {
    const { leftPx = 0, topPx = 0, widthPx = 0, heightPx = 0, textPx = 0, isAbove, isAtRight } = this.#last;
    const x = isAtRight === true ? widthPx + STROKE_PX - this.#label.widthPx : -STROKE_PX;
    const y = isAbove === true ? -GAP_PX - Math.ceil(textPx * LABEL_EM) : heightPx + GAP_PX;
    const left = snapped(stageLeftPx + leftPx + x, ratio) - stageLeftPx - leftPx;
    const top = snapped(stageTopPx + topPx + y, ratio) - stageTopPx - topPx;
    const shift = `translate(${left.toFixed(2)}px, ${top.toFixed(2)}px)`;
    if (shift !== this.#shift) this.#label.element.style.transform = this.#shift = shift;
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

function snapped(value: number, ratio: number): number {
  return Math.round(value * ratio) / ratio;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

function px(value: number): string {
  return `${value.toFixed(1)}px`;
}
