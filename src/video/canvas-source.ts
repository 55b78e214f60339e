/**
 * @file A canvas as a moving picture, as Zoom's web client draws its calls. Its own stream is played in a video that is in no
 * document: frames come exactly when the page paints, WebGL pictures arrive whole, and the page's canvas stays untouched.
 */
import type { PictureSource } from './picture-source.ts';

/** Names do not change faster; each frame costs the page a copy. */
const FRAMES_PER_SECOND = 15;
/** Most canvases are charts, maps and games: one without a face is looked at for so long, and left alone for so long. */
const PROBE_MS = 1500;
const REST_MS = 4000;
/** Smaller ones hold icons and curves. */
const MIN_WIDTH_PX = 160;
const MIN_HEIGHT_PX = 90;

export class CanvasSource implements PictureSource {
  readonly kind = 'canvas';
  readonly hasToBeSeen = true;
  readonly element: HTMLCanvasElement;
  readonly video: HTMLVideoElement;
  #stream: MediaStream | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isTainted = false;
  #isInView = false;
  #hasFaces = false;

  constructor(canvas: HTMLCanvasElement) {
    this.element = canvas;
    this.video = document.createElement('video');
    this.video.muted = true;
  }

  size(): { widthPx: number; heightPx: number } {
    return { widthPx: this.element.width, heightPx: this.element.height };
  }

  isTainted(): boolean {
    return this.#isTainted;
  }

  setInView(isInView: boolean): void {
    if (isInView === this.#isInView) return;
    this.#isInView = isInView;
    this.#rest();
    if (isInView) this.#probe();
  }

  noteFaces(count: number): void {
    this.#hasFaces = count > 0;
  }

  close(): void {
    this.#isInView = false;
    this.#rest();
  }

  readonly #probe = (): void => {
    this.#timer = setTimeout(this.#judge, PROBE_MS);
    const { width, height } = this.element.getBoundingClientRect();
    if (width < MIN_WIDTH_PX || height < MIN_HEIGHT_PX) return;
    try {
      this.#stream ??= this.element.captureStream(FRAMES_PER_SECOND);
      this.#isTainted = false;
    } catch (error) {
      // A canvas that shows pictures of other sites may not be read; one without a context has nothing yet.
      this.#isTainted = error instanceof DOMException && error.name === 'SecurityError';
      return;
    }
    this.video.srcObject = this.#stream;
    // Rejects when the stream is taken away before it begins.
    this.video.play().catch(() => undefined);
  };

  readonly #judge = (): void => {
    if (this.#hasFaces) {
      this.#timer = setTimeout(this.#judge, PROBE_MS);
      return;
    }
    this.#rest();
    this.#timer = setTimeout(this.#probe, REST_MS);
  };

  #rest(): void {
    clearTimeout(this.#timer);
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = undefined;
    this.#hasFaces = false;
    this.video.srcObject = null;
  }
}
