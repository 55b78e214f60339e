/**
 * @file Being told of each frame that a video shows, as long as somebody wants to know: a page that nobody asks need not wake up
 * for every frame.
 */

export class FrameListener {
  readonly #video: HTMLVideoElement;
  readonly #onFrame: (shownMs: number) => void;
  #callback: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `onFrame` gets the time from which the frame is shown; it calls `listen` for the next one. */
  constructor(video: HTMLVideoElement, onFrame: (shownMs: number) => void) {
    this.#video = video;
    this.#onFrame = onFrame;
  }

  /** For the next frame, or the first one after a while, if nothing calls `listen` before. */
  listen(afterMs = 0): void {
    clearTimeout(this.#timer);
    if (this.#callback !== undefined) return;
    if (afterMs > 0) {
      this.#timer = setTimeout(() => {
        this.listen();
      }, afterMs);
      return;
    }
    this.#callback = this.#video.requestVideoFrameCallback((_nowMs, { expectedDisplayTime }) => {
      this.#callback = undefined;
      this.#onFrame(expectedDisplayTime);
    });
  }

  stop(): void {
    clearTimeout(this.#timer);
    if (this.#callback !== undefined) this.#video.cancelVideoFrameCallback(this.#callback);
    this.#callback = undefined;
  }
}
