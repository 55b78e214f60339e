/** @file Boxes and names as part of the picture, in the looks of the overlay (video/overlay-style.ts). */
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
  const isNamed = verdict.kind === 'named';
  const isMaybe = verdict.kind === 'maybe';
  context.save();
  context.shadowColor = 'rgb(0 0 0 / 70%)';
  context.shadowBlur = 2 * unit;
  context.lineWidth = (isNamed ? 2.5 : 1.5) * unit;
  context.strokeStyle = isNamed ? '#2dd4bf' : isMaybe ? '#fbbf24' : 'rgb(255 255 255 / 85%)';
  if (!isNamed) context.setLineDash([4 * unit, 3 * unit]);
  context.beginPath();
  context.roundRect(left, top, width, height, Math.min(10 * unit, width / 4));
  context.stroke();
  context.restore();
  if (verdict.kind === 'pending') return;
  const textPx = Math.round(
    Math.min(heightPx * MAX_TEXT_SHARE, Math.max(heightPx * MIN_TEXT_SHARE, width * TEXT_PER_FACE_WIDTH, 9)),
  );
  drawName(
    context,
    isNamed ? verdict.name : isMaybe ? `${verdict.name}?` : 'Unknown',
    { left, top, width, height },
    textPx,
    isNamed,
    widthPx,
  );
}

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
  isNamed: boolean,
  pictureWidthPx: number,
): void {
  context.save();
  context.font = `${isNamed ? '600' : '400'} ${String(textPx)}px ${FONT}`;
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
  context.fillStyle = isNamed ? '#0f766e' : 'rgb(17 24 39 / 62%)';
  context.beginPath();
  context.roundRect(x, y, width, height, textPx * 0.5);
  context.fill();
  context.fillStyle = '#fff';
  context.fillText(name, x + padX, y + height / 2, maxText);
  context.restore();
}
