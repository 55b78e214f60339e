/** @file Blurring or replacing what stands behind people. Without knowing where they are, everything counts as background. */
import { copyOf, newContext, type Effect, type EffectFrame } from './effect.ts';

/** Of the picture's longer side: what stands on a shelf can no longer be read. */
const BLUR_SHARE = 1 / 50;

export const backgroundBlur: Effect = {
  id: 'background-blur',
  title: 'Blur the background',
  needsPeople: true,
  draw(frame) {
    const { context, widthPx, heightPx } = frame;
    const sharp = copyOf(frame);
    context.save();
    context.filter = `blur(${String(Math.max(2, Math.round(Math.max(widthPx, heightPx) * BLUR_SHARE)))}px)`;
    context.drawImage(sharp, 0, 0);
    context.restore();
    drawPeople(frame, sharp);
  },
};

export const backgroundImage: Effect = {
  id: 'background-image',
  title: 'Replace the background',
  needsPeople: true,
  draw(frame) {
    const { context, widthPx, heightPx, backdrop } = frame;
    const sharp = copyOf(frame);
    if (backdrop === undefined) paintBackdrop(frame);
    else drawCover(context, backdrop, widthPx, heightPx);
    drawPeople(frame, sharp);
  },
};

function drawPeople(frame: EffectFrame, sharp: CanvasImageSource): void {
  const { context, widthPx, heightPx, people } = frame;
  if (people === undefined) return;
  const layer = newContext(widthPx, heightPx);
  layer.imageSmoothingQuality = 'high';
  layer.drawImage(people, 0, 0, widthPx, heightPx);
  layer.globalCompositeOperation = 'source-in';
  layer.drawImage(sharp, 0, 0);
  context.drawImage(layer.canvas, 0, 0);
}

/** As large as needed to fill the picture, its middle in the middle. */
function drawCover(
  context: EffectFrame['context'],
  image: CanvasImageSource,
  widthPx: number,
  heightPx: number,
): void {
  const { width, height } = image as { readonly width: number; readonly height: number };
  const scale = Math.max(widthPx / width, heightPx / height);
  const [shownWidth, shownHeight] = [width * scale, height * scale];
  context.drawImage(image, (widthPx - shownWidth) / 2, (heightPx - shownHeight) / 2, shownWidth, shownHeight);
}

/** A quiet wall, where the person has chosen no picture. */
function paintBackdrop({ context, widthPx, heightPx }: EffectFrame): void {
  const wall = context.createLinearGradient(0, 0, 0, heightPx);
  wall.addColorStop(0, '#d9e5e2');
  wall.addColorStop(1, '#8fada7');
  context.fillStyle = wall;
  context.fillRect(0, 0, widthPx, heightPx);
}
