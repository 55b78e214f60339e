/** @file The picture as a pencil drawing: what differs from its blurred self becomes a line (colour dodge). */
import { copyOf, type Effect } from './effect.ts';

/** Width of the lines, of the picture's longer side. */
const LINE_SHARE = 1 / 220;

export const sketch: Effect = {
  id: 'sketch',
  title: 'Pencil sketch',
  needsPeople: false,
  draw(frame) {
    const { context, widthPx, heightPx } = frame;
    const colours = copyOf(frame);
    const linePx = Math.max(1, Math.max(widthPx, heightPx) * LINE_SHARE);
    context.save();
    context.filter = 'grayscale(1)';
    context.drawImage(colours, 0, 0);
    context.globalCompositeOperation = 'color-dodge';
    context.filter = `grayscale(1) invert(1) blur(${linePx.toFixed(1)}px)`;
    context.drawImage(colours, 0, 0);
    context.restore();
  },
};
