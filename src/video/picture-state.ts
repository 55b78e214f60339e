/** @file Why a picture is, or is not, being sampled. */
import type { VideoState } from '../protocol/video-port.ts';
import type { FrameGrabber, Readability } from './frame-grabber.ts';
import { isTooSmall, type PictureSource } from './picture-source.ts';

export class PictureState {
  state: VideoState = 'waiting';
  readonly #source: PictureSource;
  readonly #grabber: FrameGrabber;
  /** Undefined until the present source was probed. */
  #readability: Readability | undefined;

  constructor(source: PictureSource, grabber: FrameGrabber) {
    this.#source = source;
    this.#grabber = grabber;
  }

  /** The source may have been exchanged for one that may not be read: find out again. */
  forgetReadability(): void {
    this.#readability = undefined;
  }

  /** `isSeen`: the picture is in view, or shown in another place than on the page. */
  find(isSeen: boolean): VideoState {
    const { readyState, videoWidth, paused } = this.#source.video;
    if (!isSeen) return 'hidden';
    if (this.#source.isTainted()) return 'tainted';
    if (readyState < HTMLMediaElement.HAVE_CURRENT_DATA || videoWidth === 0) return 'waiting';
    this.#readability ??= this.#grabber.readability();
    if (this.#readability !== 'readable') return this.#readability;
    if (isTooSmall(this.#source)) return 'too-small';
    return paused ? 'paused' : 'watching';
  }

  get mayBeSampled(): boolean {
    return this.state === 'watching' || this.state === 'paused';
  }
}
