/** @file Getting pixels out of a video element: the small frame, and sharp regions of the same moment. */
import type { BoundingBox } from '../core/geometry/bounding-box.ts';
import { GrabMethods, type GrabResult } from './grab/grab-methods.ts';
import type { GrabWish } from './grab/grab-method.ts';
import { PictureReader, frameWish, readableContext, regionWish } from './picture-reader.ts';

export type Readability = 'readable' | 'protected' | 'tainted';

/** Pages without TLS know no media keys: there the property is missing. */
export function hasMediaKeys(video: HTMLVideoElement): boolean {
  return video.mediaKeys != null;
}

/** One grabber a video. `picture` is what `keepPicture` gave; without one the present picture serves. */
export class FrameGrabber {
  readonly #video: HTMLVideoElement;
  readonly #methods = new GrabMethods();
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
   * The part `view`, with about `pixelCount` pixels, which stay as they are until the next frame. @throws DOMException when the
   * picture is tainted.
   */
  grabFrame(picture: VideoFrame | undefined, view: BoundingBox, pixelCount: number): Promise<GrabResult> {
    const { videoWidth, videoHeight } = this.#video;
    const [widthPx, heightPx] = [picture?.displayWidth ?? videoWidth, picture?.displayHeight ?? videoHeight];
    return this.#read(picture, frameWish(widthPx, heightPx, view, pixelCount));
  }

  /** `region`, `sizePx` squared, black where it leaves the picture. A moment later the face is still in the middle of it. */
  cutRegion(picture: VideoFrame | undefined, region: BoundingBox, sizePx: number): Promise<GrabResult> {
    return this.#read(picture, regionWish(region, sizePx));
  }

  /** Whether the way in which the frame was read is still to be checked on the same picture; best in a task of its own. */
  get isUnchecked(): boolean {
    return this.#methods.isUnchecked;
  }

  /** Returns what it cost. */
  async check(picture: VideoFrame): Promise<number> {
    const startMs = performance.now();
    await this.#methods.check(picture);
    return performance.now() - startMs;
  }

  #read(picture: VideoFrame | undefined, wish: GrabWish): Promise<GrabResult> {
    if (picture !== undefined) return this.#methods.read(picture, wish);
    const startMs = performance.now();
    const { videoWidth, videoHeight } = this.#video;
    const pixels = this.#reader.read(this.#video, videoWidth, videoHeight, wish);
    return Promise.resolve({ pixels, costMs: performance.now() - startMs });
  }
}
