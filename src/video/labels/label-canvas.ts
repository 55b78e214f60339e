/**
 * @file A label as pixels. [Note: Names are pixels] A page can search, select and measure every text in its document, also
 * behind a closed shadow root: `window.find` spelled names out letter by letter. A canvas holds nothing that it could find,
 * and its size says nothing about the name.
 */
import { directionOf, fitText } from '../../core/label/fit-text.ts';
import type { Verdict } from '../../core/matching/verdict.ts';

export interface LabelPlace {
  readonly textPx: number;
  /** What the label may take; a longer text is shortened. */
  readonly widthPx: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

interface Look {
  readonly font: string;
  readonly text: string;
  readonly background: string;
  readonly outline?: string;
  /** In text sizes. */
  readonly padding: number;
  readonly radius: number;
}

/**
 * Generic families alone: a page can give any other name to a font of its own, whose files the browser would then ask for
 * letter by letter.
 */
const FAMILY = 'system-ui, sans-serif';
/** The states differ without any color too: a full label; one outlined by dashes, slanted, which asks; a quiet one. */
const LOOKS: Readonly<Record<Exclude<Verdict['kind'], 'pending'>, Look>> = {
  named: { font: '600', text: '#fff', background: '#0f766e', padding: 0.6, radius: 0.4 },
  maybe: {
    font: 'italic 500',
    text: '#fef3c7',
    background: 'rgb(17 24 39 / 78%)',
    outline: '#fbbf24',
    padding: 0.8,
    radius: 0.9,
  },
  unknown: {
    font: '400',
    text: 'rgb(255 255 255 / 88%)',
    background: 'rgb(17 24 39 / 70%)',
    padding: 0.55,
    radius: 0.4,
  },
};
const UNKNOWN_SCALE = 0.85;
const MIN_UNKNOWN_PX = 11;
/** Height of a label in text sizes. */
const LABEL_EM = 1.85;
/** The longest label, in widths of the face and in text sizes, whichever is more. */
const MAX_FACE_WIDTHS = 2.2;
const MIN_EM = 12;
/** What a label may take changes with every frame: its canvas changes in steps, and is painted anew at each of them alone. */
const STEP_PX = 8;
const OUTLINE_PX = 1.5;
const DASHES_PX = [4, 3];

export function labelHeightPx(textPx: number): number {
  return Math.ceil(textPx * LABEL_EM);
}

export class LabelCanvas {
  readonly element = document.createElement('canvas');
  // In the page's own memory: a label is a few kilobytes, and is painted once or twice.
  readonly #context = this.element.getContext('2d', { willReadFrequently: true });
  #measured = '';
  #wholePx = 0;
  #painted = '';

  constructor() {
    this.element.className = 'name';
    this.element.ariaHidden = 'true';
  }

  /** Width of the whole label, as far as the face's width bears it. */
  measure(kind: Verdict['kind'], text: string, textPx: number, faceWidthPx: number): number {
    if (kind === 'pending') return 0;
    const measured = [kind, text, textPx].join('\n');
    if (measured !== this.#measured && this.#context !== null) {
      this.#measured = measured;
      const sizePx = sizeOf(kind, textPx);
      const { font, padding } = LOOKS[kind];
      this.#context.font = fontOf(font, sizePx);
      this.#wholePx = Math.ceil(this.#context.measureText(text).width + 2 * (padding * sizePx + OUTLINE_PX));
    }
    return Math.min(this.#wholePx, Math.max(faceWidthPx * MAX_FACE_WIDTHS, textPx * MIN_EM));
  }

  /** Paints only when something has changed. */
  paint(kind: Verdict['kind'], text: string, { textPx, widthPx: wantedPx, ratio }: LabelPlace): void {
    // Shortened in steps only, and never beyond what there is room for.
    const widthPx = wantedPx >= this.#wholePx ? this.#wholePx : Math.floor(wantedPx / STEP_PX) * STEP_PX;
    const heightPx = labelHeightPx(textPx);
    const painted = [kind, text, textPx, widthPx, ratio].join('\n');
    if (painted === this.#painted) return;
    this.#painted = painted;
    const { element } = this;
    // Setting a size empties the canvas.
    element.width = Math.round(widthPx * ratio);
    element.height = Math.round(heightPx * ratio);
    element.style.width = `${String(widthPx)}px`;
    element.style.height = `${String(heightPx)}px`;
    const context = this.#context;
    if (kind === 'pending' || context === null) return;
    context.scale(ratio, ratio);
    paintLabel(context, { look: LOOKS[kind], text, sizePx: sizeOf(kind, textPx) }, widthPx, heightPx);
  }
}

function fontOf(style: string, sizePx: number): string {
  return `${style} ${String(sizePx)}px ${FAMILY}`;
}

function sizeOf(kind: Verdict['kind'], textPx: number): number {
  return kind === 'unknown' ? Math.max(textPx * UNKNOWN_SCALE, MIN_UNKNOWN_PX) : textPx;
}

function paintLabel(
  context: CanvasRenderingContext2D,
  { look, text, sizePx }: { readonly look: Look; readonly text: string; readonly sizePx: number },
  canvasWidthPx: number,
  canvasHeightPx: number,
): void {
  context.font = fontOf(look.font, sizePx);
  context.direction = directionOf(text);
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  const paddingPx = look.padding * sizePx;
  const shown = fitText(
    text,
    canvasWidthPx - 2 * paddingPx - 2 * OUTLINE_PX,
    (part) => context.measureText(part).width,
  );
  const { width, fontBoundingBoxAscent, fontBoundingBoxDescent } = context.measureText(shown);
  const widthPx = Math.min(canvasWidthPx, width + 2 * paddingPx);
  const heightPx = Math.min(canvasHeightPx, Math.ceil(sizePx * LABEL_EM));
  const topPx = canvasHeightPx - heightPx;
  const inset = look.outline === undefined ? 0 : OUTLINE_PX / 2;
  context.beginPath();
  context.roundRect(inset, topPx + inset, widthPx - 2 * inset, heightPx - 2 * inset, look.radius * sizePx);
  context.fillStyle = look.background;
  context.fill();
  if (look.outline !== undefined) {
    context.strokeStyle = look.outline;
    context.lineWidth = OUTLINE_PX;
    context.setLineDash(DASHES_PX);
    context.stroke();
  }
  context.fillStyle = look.text;
  const baselinePx = topPx + (heightPx + fontBoundingBoxAscent - fontBoundingBoxDescent) / 2;
  context.fillText(shown, (widthPx - width) / 2, baselinePx);
}
