/** @file All effects, and drawing a picture through those that were chosen. */
import type { SeenFace } from '../../../core/timeline/seen-faces.ts';
import { backgroundBlur, backgroundImage } from './background.ts';
import { boxes } from './boxes.ts';
import { EFFECT_IDS, type Effect, type EffectFrame, type EffectId } from './effect.ts';
import { blurEverybody, blurNamed, blurUnknown } from './hide-faces.ts';
import { sketch } from './sketch.ts';
import { spotlight } from './spotlight.ts';

const ALL: readonly Effect[] = [
  backgroundBlur,
  backgroundImage,
  sketch,
  spotlight,
  blurEverybody,
  blurUnknown,
  blurNamed,
  boxes,
];

export function effectOf(id: EffectId): Effect {
  const effect = ALL.find((one) => one.id === id);
  if (effect === undefined) throw new Error(`no effect ${id}`);
  return effect;
}

/** The chosen ones in their order of drawing. */
export function chainOf(chosen: ReadonlySet<EffectId>): Effect[] {
  return EFFECT_IDS.filter((id) => chosen.has(id)).map(effectOf);
}

export interface DrawnPicture extends Pick<
  EffectFrame,
  'context' | 'faces' | 'held' | 'people' | 'backdrop'
> {
  readonly image: CanvasImageSource;
  readonly isMirrored: boolean;
}

/**
 * Draws the picture, as large as the context's canvas, and the chain over it. A mirrored picture gets mirrored boxes and
 * readable text.
 */
export function drawPicture(chain: readonly Effect[], picture: DrawnPicture): void {
  const { context, image, isMirrored } = picture;
  const { width: widthPx, height: heightPx } = context.canvas;
  context.save();
  if (isMirrored) context.setTransform(-1, 0, 0, 1, widthPx, 0);
  context.drawImage(image, 0, 0, widthPx, heightPx);
  context.restore();
  const turn = (faces: readonly SeenFace[]): readonly SeenFace[] => (isMirrored ? faces.map(mirror) : faces);
  const frame: EffectFrame = {
    ...picture,
    widthPx,
    heightPx,
    faces: turn(picture.faces),
    held: turn(picture.held),
    people: isMirrored ? mirrorImage(picture.people) : picture.people,
  };
  for (const effect of chain) effect.draw(frame);
}

function mirror(face: SeenFace): SeenFace {
  const { x, width } = face.box;
  return { ...face, box: { ...face.box, x: 1 - x - width } };
}

function mirrorImage(image: CanvasImageSource | undefined): CanvasImageSource | undefined {
  if (!(image instanceof OffscreenCanvas)) return image;
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context?.setTransform(-1, 0, 0, 1, image.width, 0);
  context?.drawImage(image, 0, 0);
  return canvas;
}
