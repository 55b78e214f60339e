/** @file The light falls on the people who are known. */
import { facePath } from './face-path.ts';
import { copyOf, type Effect } from './effect.ts';

const DARKNESS = 0.72;
/** Of the face's box: hair and shoulders stand in the light too. */
const LIGHT_SCALE = 2.1;

export const spotlight: Effect = {
  id: 'spotlight',
  title: 'Spotlight on known people',
  needsPeople: false,
  draw(frame) {
    const { context, widthPx, heightPx, faces } = frame;
    const known = faces.filter(({ verdict }) => verdict.kind === 'named');
    const bright = copyOf(frame);
    context.save();
    context.fillStyle = `rgb(8 10 12 / ${String(DARKNESS)})`;
    context.fillRect(0, 0, widthPx, heightPx);
    const light = new Path2D();
    for (const { box } of known) light.addPath(facePath(box, widthPx, heightPx, LIGHT_SCALE));
    context.clip(light);
    context.drawImage(bright, 0, 0);
    context.restore();
  },
};
