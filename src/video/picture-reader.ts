/** @file Reading pixels out of anything that can be drawn: the small frame for detection, and sharp regions of it. */
import type { BoundingBox } from '../core/geometry/bounding-box.ts';
import type { GrabWish, GrabbedPixels } from './grab/grab-method.ts';

/** Its canvas is reused from frame to frame: one reader for each picture that is watched. */
export class PictureReader {
  readonly #frame = readableContext();
  readonly #region = readableContext();

  /** The part `view` of the picture, with about `pixelCount` pixels. @throws DOMException when the picture is tainted. */
  readFrame(
    picture: CanvasImageSource,
    widthPx: number,
    heightPx: number,
    view: BoundingBox,
    pixelCount: number,
  ): GrabbedPixels {
    return this.read(picture, widthPx, heightPx, frameWish(widthPx, heightPx, view, pixelCount));
  }

  /** `region` (normalised) of a picture of the given size, `sizePx` squared, black where it leaves the picture. */
  cutRegion(
    picture: CanvasImageSource,
    widthPx: number,
    heightPx: number,
    region: BoundingBox,
    sizePx: number,
  ): GrabbedPixels {
    return this.read(picture, widthPx, heightPx, regionWish(region, sizePx));
  }

  read(picture: CanvasImageSource, widthPx: number, heightPx: number, wish: GrabWish): GrabbedPixels {
    const context = wish.isSmooth ? this.#region : this.#frame;
    drawPart(context, picture, widthPx, heightPx, wish);
    const { widthPx: width, heightPx: height } = wish;
    return { width, height, data: context.getImageData(0, 0, width, height).data };
  }
}

/**
 * Tall pictures (phones) get the same number of pixels, not the same width. Parts are read for their small faces, which plain
 * bilinear shrinking spoils; for a whole picture that would cost twice the time.
 */
export function frameWish(
  widthPx: number,
  heightPx: number,
  view: BoundingBox,
  pixelCount: number,
): GrabWish {
  const [width, height] = [widthPx * view.width, heightPx * view.height];
  const scale = Math.min(1, Math.sqrt(pixelCount / (width * height)));
  return {
    part: view,
    widthPx: Math.max(1, Math.round(width * scale)),
    heightPx: Math.max(1, Math.round(height * scale)),
    isSmooth: view.width < 1 || view.height < 1,
    mayBeYuv: true,
  };
}

export function regionWish(region: BoundingBox, sizePx: number): GrabWish {
  return { part: region, widthPx: sizePx, heightPx: sizePx, isSmooth: true, mayBeYuv: false };
}

/** Draws the part of the picture that fills the canvas, which becomes as large as wished. */
export function drawPart(
  context: OffscreenCanvasRenderingContext2D,
  picture: CanvasImageSource,
  pictureWidthPx: number,
  pictureHeightPx: number,
  { part, widthPx, heightPx, isSmooth }: GrabWish,
): void {
  const { canvas } = context;
  if (canvas.width !== widthPx) canvas.width = widthPx;
  if (canvas.height !== heightPx) canvas.height = heightPx;
  if (isSmooth) {
    context.fillStyle = '#000';
    context.fillRect(0, 0, widthPx, heightPx);
    context.imageSmoothingQuality = 'medium';
  }
  context.drawImage(
    picture,
    part.x * pictureWidthPx,
    part.y * pictureHeightPx,
    part.width * pictureWidthPx,
    part.height * pictureHeightPx,
    0,
    0,
    widthPx,
    heightPx,
  );
}

export function readableContext(): OffscreenCanvasRenderingContext2D {
  // willReadFrequently keeps the canvas in memory: reading back from a GPU costs several times more.
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true, alpha: false });
  if (context === null) throw new Error('no 2D canvas');
  return context;
}
