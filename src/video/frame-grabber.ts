/** @file Getting pixels out of a video element: the small frame, and sharp regions of the same moment. */
import type { BoundingBox } from '../core/geometry/bounding-box.ts';

/** The detector's input is 192 px wide; a frame of 256 finds the same faces as one of 640 and costs a third. */
const FRAME_WIDTH_PX = 256;
/** Tall pictures (phones) get the same number of pixels, not the same width. */
const FRAME_PIXELS = 256 * 144;

export interface GrabbedPixels {
  width: number;
  height: number;
  data: Uint8ClampedArray<ArrayBuffer>;
}

export type Readability = 'readable' | 'protected' | 'tainted';

/** One grabber a video: its canvases are reused from frame to frame. */
export class FrameGrabber {
  readonly #video: HTMLVideoElement;
  readonly #frame = canvasContext();
  readonly #region = canvasContext();

  constructor(video: HTMLVideoElement) {
    this.#video = video;
  }

  /** Whether the pixels may be read at all, found out with a single one. DRM draws black without an error, so it is asked first. */
  readability(): Readability {
    if (this.#video.mediaKeys !== null) return 'protected';
    try {
      const probe = canvasContext();
      probe.canvas.width = 1;
      probe.canvas.height = 1;
      probe.drawImage(this.#video, 0, 0, 1, 1);
      probe.getImageData(0, 0, 1, 1);
      return 'readable';
    } catch {
      return 'tainted';
    }
  }

  /** The whole picture, small. @throws DOMException when the picture is tainted. */
  grabFrame(): GrabbedPixels {
    const { videoWidth, videoHeight } = this.#video;
    const scale = Math.min(
      1,
      Math.max(FRAME_WIDTH_PX / videoWidth, Math.sqrt(FRAME_PIXELS / (videoWidth * videoHeight))),
    );
    const width = Math.max(1, Math.round(videoWidth * scale));
    const height = Math.max(1, Math.round(videoHeight * scale));
    return read(this.#frame, width, height, (context) => {
      context.drawImage(this.#video, 0, 0, width, height);
    });
  }

  /** Keeps the present picture at full resolution without copying it. The caller closes it. */
  keepPicture(): VideoFrame | undefined {
    try {
      return new VideoFrame(this.#video);
    } catch {
      // No picture at this instant (a source is being swapped): the next frame will have one.
      return undefined;
    }
  }

  /**
   * `region` of the kept picture, `sizePx` squared, black where it leaves the picture. Without a kept picture the present
   * one serves: a moment later, the face is still in the middle of its region.
   */
  cutRegion(picture: VideoFrame | undefined, region: BoundingBox, sizePx: number): GrabbedPixels {
    const displayWidth = picture?.displayWidth ?? this.#video.videoWidth;
    const displayHeight = picture?.displayHeight ?? this.#video.videoHeight;
    return read(this.#region, sizePx, sizePx, (context) => {
      context.fillStyle = '#000';
      context.fillRect(0, 0, sizePx, sizePx);
      context.imageSmoothingQuality = 'medium';
      context.drawImage(
        picture ?? this.#video,
        region.x * displayWidth,
        region.y * displayHeight,
        region.width * displayWidth,
        region.height * displayHeight,
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

function canvasContext(): OffscreenCanvasRenderingContext2D {
  // willReadFrequently keeps the canvas in memory: reading back from a GPU costs several times more.
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true, alpha: false });
  if (context === null) throw new Error('no 2D canvas');
  return context;
}
