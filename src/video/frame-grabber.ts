/** @file Getting pixels out of a video element: the small frame, and sharp regions of the same moment. */
import type { BoundingBox } from '../core/geometry/bounding-box.ts';
import { PictureReader, readableContext, type GrabbedPixels } from './picture-reader.ts';

export type Readability = 'readable' | 'protected' | 'tainted';

/** Pages without TLS know no media keys: there the property is missing. */
export function hasMediaKeys(video: HTMLVideoElement): boolean {
  return video.mediaKeys != null;
}

/** One grabber a video. */
export class FrameGrabber {
  readonly #video: HTMLVideoElement;
  readonly #reader = new PictureReader();

  constructor(video: HTMLVideoElement) {
    this.#video = video;
  }

  /** Whether the pixels may be read at all, found out with a single one. DRM draws black without an error, so it is asked first. */
  readability(): Readability {
    if (hasMediaKeys(this.#video)) return 'protected';
    try {
      const probe = readableContext();
      probe.drawImage(this.#video, 0, 0, 1, 1);
      probe.getImageData(0, 0, 1, 1);
      return 'readable';
    } catch {
      return 'tainted';
    }
  }

  /** A part of the picture, small, see `readFrame`. @throws DOMException when the picture is tainted. */
  grabFrame(view: BoundingBox, pixelCount: number): GrabbedPixels {
    const { videoWidth, videoHeight } = this.#video;
    return this.#reader.readFrame(this.#video, videoWidth, videoHeight, view, pixelCount);
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
    const widthPx = picture?.displayWidth ?? this.#video.videoWidth;
    const heightPx = picture?.displayHeight ?? this.#video.videoHeight;
    return this.#reader.cutRegion(picture ?? this.#video, widthPx, heightPx, region, sizePx);
  }
}
