/** @file Boxes and names as part of the picture, in the looks of the overlay (video/overlay-style.ts). */
import { directionOf, fitText } from '../../../core/label/fit-text.ts';
import { LabelLayout, type LabelledBox, type LabelSpot } from '../../../core/label/place-labels.ts';
import type { Verdict } from '../../../core/matching/verdict.ts';
import { labelOf } from '../../../video/face-element.ts';
import type { SeenFace } from '../../../core/timeline/seen-faces.ts';
import type { DrawingContext, Effect } from './effect.ts';

/** Text grows with the face, between these shares of the picture's height. */
const TEXT_PER_FACE_WIDTH = 0.15;
const MIN_TEXT_SHARE = 1 / 42;
const MAX_TEXT_SHARE = 1 / 22;
/** Of a label, in text sizes. */
const PADDING = { x: 0.5, y: 0.3 } as const;
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

export const boxes: Effect = {
  id: 'boxes',
  title: 'Boxes and names',
  needsPeople: false,
  draw({ context, widthPx, heightPx, faces }) {
    for (const face of faces) drawBox(context, face, widthPx, heightPx);
    const labels = faces.map((face) => labelFor(context, face, widthPx, heightPx));
    const spots = layoutOf(context).place(
      labels.map(({ labelled }) => labelled),
      { widthPx, heightPx, hasControls: false },
    );
    for (const label of labels) {
      const spot = spots.get(label.labelled.track);
      if (spot !== undefined) drawName(context, label, spot);
    }
  },
};

/** One for all pictures that are drawn into one canvas, so that labels of a video stay where they are. */
const layouts = new WeakMap<DrawingContext, LabelLayout>();

function layoutOf(context: DrawingContext): LabelLayout {
  let layout = layouts.get(context);
  if (layout === undefined) {
    layout = new LabelLayout();
    layouts.set(context, layout);
  }
  return layout;
}

function drawBox(
  context: DrawingContext,
  { box, verdict }: SeenFace,
  widthPx: number,
  heightPx: number,
): void {
  const [left, top, width, height] = [
    box.x * widthPx,
    box.y * heightPx,
    box.width * widthPx,
    box.height * heightPx,
  ];
  const unit = Math.max(1, heightPx / 480);
  const look = LOOKS[verdict.kind];
  context.save();
  context.lineCap = look.isDotted ? 'round' : 'butt';
  context.setLineDash(look.dash.map((length) => length * unit));
  context.beginPath();
  context.roundRect(left, top, width, height, Math.min(10 * unit, width / 4));
  // A dark rim shows the line on light pictures too.
  context.strokeStyle = 'rgb(0 0 0 / 55%)';
  context.lineWidth = (look.line + 1.5) * unit;
  context.stroke();
  context.strokeStyle = look.stroke;
  context.lineWidth = look.line * unit;
  context.stroke();
  context.restore();
}

interface Label {
  readonly labelled: LabelledBox;
  readonly text: string;
  readonly textPx: number;
  readonly look: Look;
}

function labelFor(
  context: DrawingContext,
  { track, box, verdict }: SeenFace,
  widthPx: number,
  heightPx: number,
): Label {
  const placed = {
    leftPx: box.x * widthPx,
    topPx: box.y * heightPx,
    widthPx: box.width * widthPx,
    heightPx: box.height * heightPx,
  };
  const namePx = Math.round(
    Math.min(
      heightPx * MAX_TEXT_SHARE,
      Math.max(heightPx * MIN_TEXT_SHARE, placed.widthPx * TEXT_PER_FACE_WIDTH, 9),
    ),
  );
  const textPx = verdict.kind === 'unknown' ? namePx * 0.85 : namePx;
  const look = LOOKS[verdict.kind];
  const text = labelOf(verdict);
  context.save();
  context.font = fontOf(look, textPx);
  const wholePx = text === '' ? 0 : context.measureText(text).width + textPx * 2 * PADDING.x;
  context.restore();
  const labelled = {
    track,
    box: placed,
    widthPx: Math.min(wholePx, Math.max(widthPx * 0.5, textPx * 6)),
    heightPx: textPx * (1 + 2 * PADDING.y),
  };
  return { labelled, text, textPx, look };
}

function fontOf({ font }: Look, textPx: number): string {
  return `${font} ${String(textPx)}px ${FONT}`;
}

interface Look {
  /** For a picture of 480 lines, as all lengths here. */
  readonly line: number;
  readonly dash: readonly number[];
  readonly isDotted: boolean;
  readonly stroke: string;
  readonly font: string;
  readonly ink: string;
  readonly ground: string;
  /** Of the label, in text sizes. */
  readonly radius: number;
  readonly hasOutline: boolean;
}

const QUIET: Look = {
  line: 1.5,
  // Of no length: with round ends, dots.
  dash: [0, 5],
  isDotted: true,
  stroke: '#fff',
  font: '400',
  ink: 'rgb(255 255 255 / 88%)',
  ground: 'rgb(17 24 39 / 70%)',
  radius: 0.4,
  hasOutline: false,
};

const LOOKS: Readonly<Record<Verdict['kind'], Look>> = {
  pending: { ...QUIET, line: 1, stroke: 'rgb(255 255 255 / 75%)' },
  unknown: QUIET,
  maybe: {
    line: 2,
    dash: [6, 4],
    isDotted: false,
    stroke: '#fbbf24',
    font: 'italic 500',
    ink: '#fef3c7',
    ground: 'rgb(17 24 39 / 78%)',
    radius: 0.8,
    hasOutline: true,
  },
  named: {
    line: 2.5,
    dash: [],
    isDotted: false,
    stroke: '#2dd4bf',
    font: '600',
    ink: '#fff',
    ground: '#0f766e',
    radius: 0.4,
    hasOutline: false,
  },
};

function drawName(context: DrawingContext, label: Label, { leftPx, topPx, widthPx }: LabelSpot): void {
  const { text, textPx, look, labelled } = label;
  context.save();
  context.font = fontOf(look, textPx);
  context.direction = directionOf(text);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillStyle = look.ground;
  context.beginPath();
  context.roundRect(leftPx, topPx, widthPx, labelled.heightPx, textPx * look.radius);
  context.fill();
  if (look.hasOutline) {
    context.strokeStyle = look.stroke;
    context.lineWidth = textPx * 0.1;
    context.setLineDash([textPx * 0.3, textPx * 0.2]);
    context.stroke();
  }
  const roomPx = widthPx - textPx * 2 * PADDING.x;
  const shown = fitText(text, roomPx + 0.5, (part) => context.measureText(part).width);
  const textLeftPx = leftPx + (widthPx - context.measureText(shown).width) / 2;
  context.fillStyle = look.ink;
  context.fillText(shown, textLeftPx, topPx + labelled.heightPx / 2);
  context.restore();
}
