/** @file A video that floats in the browser's own picture-in-picture: its names go, and a window with them is offered. */
import type { LabelledFace } from '../protocol/video-port.ts';
import type { OverlayLayer, PictureLayer } from './overlay.ts';
import { canOpenPictureWindow, openPictureWindow, type PictureWindow } from './picture-window.ts';

const OFFER = 'Open a window with names';

export class FloatingPicture implements PictureLayer {
  readonly #video: HTMLVideoElement;
  readonly #layer: OverlayLayer;
  readonly #onFrame: () => void;
  readonly #abort = new AbortController();
  #faces: readonly LabelledFace[] = [];
  #window: PictureWindow | undefined;

  /** `onFrame` comes with each frame of the window. */
  constructor(video: HTMLVideoElement, layer: OverlayLayer, onFrame: () => void) {
    this.#video = video;
    this.#layer = layer;
    this.#onFrame = onFrame;
    const { signal } = this.#abort;
    const settle = (): void => {
      this.#settle();
    };
    video.addEventListener('enterpictureinpicture', settle, { signal });
    video.addEventListener('leavepictureinpicture', settle, { signal });
    if (this.#isFloating) settle();
  }

  get isElsewhere(): boolean {
    return this.#window !== undefined;
  }

  show(faces: readonly LabelledFace[], picture?: VideoFrame, lookedMs?: number): void {
    this.#faces = faces;
    this.#window?.show(faces);
    this.#layer.show(this.#isFloating ? [] : faces, picture, lookedMs);
  }

  /** The window draws each face where it was found. */
  present(shownMs: number): void {
    this.#layer.present(shownMs);
  }

  remove(): void {
    this.#abort.abort();
    this.#window?.close();
    this.#layer.offer(undefined);
    this.#layer.remove();
  }

  get #isFloating(): boolean {
    return document.pictureInPictureElement === this.#video;
  }

  #settle(): void {
    const offer = { text: OFFER, accept: this.#open };
    this.#layer.offer(this.#isFloating && canOpenPictureWindow() ? offer : undefined);
    this.show(this.#faces);
  }

  readonly #open = (): void => {
    openPictureWindow(this.#video, {
      onFrame: this.#onFrame,
      onClosed: () => {
        this.#window = undefined;
        this.#settle();
        this.#onFrame();
      },
    }).then(
      (opened) => {
        this.#window = opened;
        this.#settle();
      },
      () => {
        // The browser would not open one: the offer stays.
        this.#settle();
      },
    );
  };
}
