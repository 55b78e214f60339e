/** @file Boxes and names as part of the picture, in the looks of the overlay (video/overlay-style.ts). */
import type { Verdict } from '../../../core/matching/verdict.ts';
import { labelOf } from '../../../video/face-element.ts';
import type { SeenFace } from '../../../core/timeline/seen-faces.ts';
import type { DrawingContext, Effect } from './effect.ts';

/** Text grows with the face, between these shares of the picture's height. */
const TEXT_PER_FACE_WIDTH = 0.15;
const MIN_TEXT_SHARE = 1 / 42;
const MAX_TEXT_SHARE = 1 / 22;
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

export const boxes: Effect = {
  id: 'boxes',
  title: 'Boxes and names',
  needsPeople: false,
  draw({ context, widthPx, heightPx, faces }) {
    for (const face of faces) drawFace(context, face, widthPx, heightPx);
  },
};

function drawFace(
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
  if (verdict.kind === 'pending') return;
  const textPx = Math.round(
    Math.min(heightPx * MAX_TEXT_SHARE, Math.max(heightPx * MIN_TEXT_SHARE, width * TEXT_PER_FACE_WIDTH, 9)),
  );
  drawName(
    context,
    labelOf(verdict),
    { left, top, width, height },
    verdict.kind === 'unknown' ? textPx * 0.85 : textPx,
    look,
    widthPx,
  );
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

interface Placed {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function drawName(
  context: DrawingContext,
  name: string,
  face: Placed,
  textPx: number,
  look: Look,
  pictureWidthPx: number,
): void {
  context.save();
  context.font = `${look.font} ${String(textPx)}px ${FONT}`;
  context.textBaseline = 'middle';
  const [padX, padY] = [textPx * 0.5, textPx * 0.3];
  const maxText = Math.max(pictureWidthPx * 0.5, textPx * 6);
  const textWidth = Math.min(maxText, context.measureText(name).width);
  const width = textWidth + padX * 2;
  const height = textPx + padY * 2;
  const isAbove = face.top > height + 4;
  // A label grows towards the middle of the picture, so that it is not cut off at its edge.
  const isAtRight = face.left + face.width / 2 > pictureWidthPx / 2;
  const x = isAtRight ? face.left + face.width - width : face.left;
  const y = isAbove ? face.top - height - 4 : face.top + face.height + 4;
  context.fillStyle = look.ground;
  context.beginPath();
  context.roundRect(x, y, width, height, textPx * look.radius);
  context.fill();
  if (look.hasOutline) {
    context.strokeStyle = look.stroke;
    context.lineWidth = textPx * 0.1;
    context.setLineDash([textPx * 0.3, textPx * 0.2]);
    context.stroke();
  }
  context.fillStyle = look.ink;
  context.fillText(name, x + padX, y + height / 2, maxText);
  context.restore();
}
