/** @file Draws the frames of a film from the sample pictures. */
import type { Pixels } from '../../../src/core/image/pixels.ts';
import type { FilmFrame, FrameSize } from '../film/placement.ts';

export type Drawing = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

const pictures = new Map<string, Promise<ImageBitmap>>();

/** Loads what the frame needs, once. */
export async function drawFrame(
  context: Drawing,
  { background, placements }: FilmFrame,
  { widthPx, heightPx }: FrameSize,
): Promise<void> {
  const bitmaps = await Promise.all(placements.map(({ photo }) => load(photo)));
  context.imageSmoothingQuality = 'medium';
  context.fillStyle = background;
  context.fillRect(0, 0, widthPx, heightPx);
  for (const [index, { part, place }] of placements.entries()) {
    const bitmap = bitmaps[index];
    if (bitmap === undefined) continue;
    context.drawImage(
      bitmap,
      part.x * bitmap.width,
      part.y * bitmap.height,
      part.width * bitmap.width,
      part.height * bitmap.height,
      place.x * widthPx,
      place.y * heightPx,
      place.width * widthPx,
      place.height * heightPx,
    );
  }
}

/** A canvas that is read again and again. */
export function makeCanvas({ widthPx, heightPx }: FrameSize): {
  canvas: HTMLCanvasElement;
  context: CanvasRenderingContext2D;
} {
  const canvas = document.createElement('canvas');
  canvas.width = widthPx;
  canvas.height = heightPx;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser draws no canvas.');
  return { canvas, context };
}

/** As the product has pixels: a plain object, which survives every copy. */
export function readPixels(context: CanvasRenderingContext2D, widthPx: number, heightPx: number): Pixels {
  const { width, height, data } = context.getImageData(0, 0, widthPx, heightPx);
  return { width, height, data };
}

function load(photo: string): Promise<ImageBitmap> {
  const known = pictures.get(photo);
  if (known !== undefined) return known;
  const loading = fetch(`/face-api/demo/${photo}.jpg`)
    .then((response) => response.blob())
    .then((blob) => createImageBitmap(blob, { imageOrientation: 'from-image' }));
  pictures.set(photo, loading);
  return loading;
}
