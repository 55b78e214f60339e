/**
 * @file Hiding faces. It fails closed: who is not judged yet counts as somebody to hide, and a face that the detector loses
 * for a moment stays covered (`held`).
 */
import type { SeenFace } from '../../../core/timeline/seen-faces.ts';
import { facePath } from './face-path.ts';
import { newContext, type Effect, type EffectFrame, type EffectId } from './effect.ts';

/** A face of so few pixels across is nobody's: even networks that are trained on it recognise no one below 10 or so. */
const CELLS_ACROSS = 5;
/** Of the box, which ends at brow and chin: hair and ears go as well. */
const COVER_SCALE = 1.6;

function hideEffect(id: EffectId, title: string, mayStay: (face: SeenFace) => boolean): Effect {
  return {
    id,
    title,
    needsPeople: false,
    draw(frame) {
      for (const face of [...frame.faces, ...frame.held]) {
        if (!mayStay(face)) hide(frame, face);
      }
    },
  };
}

export const blurEverybody = hideEffect('blur-everybody', 'Blur every face', () => false);
export const blurUnknown = hideEffect(
  'blur-unknown',
  'Blur unknown faces',
  ({ verdict }) => verdict.kind === 'named',
);
export const blurNamed = hideEffect(
  'blur-named',
  'Blur known faces',
  ({ verdict }) => verdict.kind === 'unknown',
);

function hide({ context, widthPx, heightPx }: EffectFrame, { box }: SeenFace): void {
  const [faceWidth, faceHeight] = [box.width * widthPx * COVER_SCALE, box.height * heightPx * COVER_SCALE];
  const left = (box.x + box.width / 2) * widthPx - faceWidth / 2;
  const top = (box.y + box.height / 2) * heightPx - faceHeight / 2;
  const cells = Math.round(CELLS_ACROSS * COVER_SCALE);
  const few = newContext(cells, cells);
  few.imageSmoothingQuality = 'high';
  few.drawImage(context.canvas, left, top, faceWidth, faceHeight, 0, 0, cells, cells);
  context.save();
  context.clip(facePath(box, widthPx, heightPx, COVER_SCALE));
  // Where the cells are transparent, as beyond the picture's edge, nothing of the face may show through.
  context.fillStyle = '#777';
  context.fillRect(left, top, faceWidth, faceHeight);
  context.drawImage(few.canvas, left, top, faceWidth, faceHeight);
  context.restore();
}
