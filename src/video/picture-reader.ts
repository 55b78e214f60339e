/** @file Reading pixels out of anything that can be drawn: the small frame for detection, and sharp regions of it. */
import type { BoundingBox } from '../core/geometry/bounding-box.ts';

export interface GrabbedPixels {
  width: number;
  height: number;
  data: Uint8ClampedArray<ArrayBuffer>;
}

/** Its canvases are reused from frame to frame: one reader for each picture that is watched. */
export class PictureReader {
  readonly #frame = readableContext();
  readonly #region = readableContext();

  /**
   * The part `view` (normalised) of a picture of the given size, in about `pixelCount` pixels, or as many as it has. Parts are
   * read for their small faces, which plain bilinear shrinking spoils; for a whole picture that would cost twice the time.
   * @throws DOMException when the picture is tainted.
   */
  readFrame(
    picture: CanvasImageSource,
    widthPx: number,
    heightPx: number,
    view: BoundingBox,
    pixelCount: number,
  ): GrabbedPixels {
    const [viewWidthPx, viewHeightPx] = [view.width * widthPx, view.height * heightPx];
    const scale = Math.min(1, Math.sqrt(pixelCount / (viewWidthPx * viewHeightPx)));
    const width = Math.max(1, Math.round(viewWidthPx * scale));
    const height = Math.max(1, Math.round(viewHeightPx * scale));
    return read(this.#frame, width, height, (context) => {
      context.imageSmoothingQuality = view.width < 1 || view.height < 1 ? 'medium' : 'low';
      const [left, top] = [view.x * widthPx, view.y * heightPx];
      context.drawImage(picture, left, top, viewWidthPx, viewHeightPx, 0, 0, width, height);
    });
  }

  /** `region` (normalised) of a picture of the given size, `sizePx` squared, black where it leaves the picture. */
  cutRegion(
    picture: CanvasImageSource,
    widthPx: number,
    heightPx: number,
    region: BoundingBox,
    sizePx: number,
  ): GrabbedPixels {
    return read(this.#region, sizePx, sizePx, (context) => {
      context.fillStyle = '#000';
      context.fillRect(0, 0, sizePx, sizePx);
      context.imageSmoothingQuality = 'medium';
      context.drawImage(
        picture,
        region.x * widthPx,
        region.y * heightPx,
        region.width * widthPx,
        region.height * heightPx,
        0,
        0,
        sizePx,
        sizePx,
      );
    });
  }
}

function read(
  context: OffscreenCanvasRenderingContext2D,
  width: number,
  height: number,
  draw: (context: OffscreenCanvasRenderingContext2D) => void,
): GrabbedPixels {
  const { canvas } = context;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  draw(context);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

export function readableContext(): OffscreenCanvasRenderingContext2D {
  // willReadFrequently keeps the canvas in memory: reading back from a GPU costs several times more.
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true, alpha: false });
  if (context === null) throw new Error('no 2D canvas');
  return context;
}
