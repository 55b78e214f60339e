/** @file One face on the overlay: its box, and its label, which says the name or that there is none. */
import type { TurnedBox } from '../core/geometry/affine.ts';
import type { PixelBox } from '../core/geometry/bounding-box.ts';
import type { LabelledBox, LabelSpot } from '../core/label/place-labels.ts';
import type { Verdict } from '../core/matching/verdict.ts';
import { LabelCanvas, labelHeightPx } from './labels/label-canvas.ts';

/** Text grows with the face between these: readable on a small tile, not shouting on a large picture. */
const MIN_TEXT_PX = 12;
const MAX_TEXT_PX = 20;
const TEXT_PER_FACE_WIDTH = 0.13;
/** What was written last. */
interface Placed {
  readonly leftPx?: number;
  readonly topPx?: number;
  readonly widthPx?: number;
  readonly heightPx?: number;
  readonly textPx?: number;
}

/** The picture's part of the viewport in CSS pixels, and how many device pixels one of those has. */
export interface FaceStage {
  readonly leftPx: number;
  readonly topPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly ratio: number;
}

export class FaceElement {
  readonly element = document.createElement('div');
  readonly #box = document.createElement('div');
  readonly #label = new LabelCanvas();
  /** Stands for the label where pixels say nothing: to screen readers. It takes no clicks: see labels/label-press.ts. */
  readonly target = document.createElement('div');
  #last: Placed = {};
  #spot: PixelBox | undefined;
  #state: Verdict['kind'] = 'pending';
  #text = '';
  #shift = '';
  #isLabelled = true;
  #isTurned = false;

  constructor() {
    this.element.className = 'face';
    this.element.dataset['state'] = this.#state;
    this.#box.className = 'box';
    this.target.className = 'target';
    this.element.append(this.#box, this.#label.element, this.target);
  }

  /** Of its label, relative to the stage; undefined while it has none. */
  get spot(): PixelBox | undefined {
    return this.#spot;
  }

  set isHovered(isHovered: boolean) {
    this.element.classList.toggle('is-hovered', isHovered);
  }

  /** Says that clicks on the label are taken. In a window of its own a face takes none. */
  makeClickable(): void {
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
   * after `setVerdict`, and `placeLabel` after it.
   * @returns what the layout of the labels has to know
   */
  moveTo(track: number, box: TurnedBox, stage: FaceStage): LabelledBox {
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
    this.#last = { leftPx, topPx, widthPx, heightPx, textPx };
    this.#turn(box);
    return {
      track,
      box: { leftPx, topPx, widthPx, heightPx },
      widthPx: this.#label.measure(this.#state, this.#text, textPx, widthPx),
      heightPx: labelHeightPx(textPx),
    };
  }

  /** Relative to the stage; without a spot there is no label. */
  placeLabel(
    spot: LabelSpot | undefined,
    { leftPx: stageLeftPx, topPx: stageTopPx, ratio }: FaceStage,
  ): void {
    const { leftPx = 0, topPx = 0, textPx = 0 } = this.#last;
    if ((spot !== undefined) !== this.#isLabelled) {
      this.#isLabelled = spot !== undefined;
      this.element.classList.toggle('is-unlabelled', !this.#isLabelled);
    }
    this.#spot = spot === undefined ? undefined : { ...spot, heightPx: labelHeightPx(textPx) };
    if (spot === undefined) return;
    this.#label.paint(this.#state, this.#text, { textPx, widthPx: spot.widthPx, ratio });
    // On whole device pixels: between them a canvas is blurred, which text is not.
    const left = snapped(stageLeftPx + spot.leftPx, ratio) - stageLeftPx - leftPx;
    const top = snapped(stageTopPx + spot.topPx, ratio) - stageTopPx - topPx;
    const shift = `translate(${left.toFixed(2)}px, ${top.toFixed(2)}px)`;
    if (shift === this.#shift) return;
    this.#shift = shift;
    this.#label.element.style.transform = shift;
    this.target.style.transform = shift;
    this.target.style.width = px(spot.widthPx);
    this.target.style.height = px(labelHeightPx(textPx));
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
