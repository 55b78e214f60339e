/**
 * @file Following what moves without telling: with each frame of the display while the page moves, a few times a second while
 * it does not, and once whenever there is something new to draw. A page at rest is not kept awake.
 */

/** After the last movement: scrolling and animations pause for less. */
const AWAKE_MS = 400;
/** How late a movement is noticed that neither scrolls nor resizes the window. */
const IDLE_MS = 100;

export class FollowLoop {
  readonly #follow: (nowMs: number) => boolean;
  #isRunning = false;
  #animation = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #movedMs = 0;

  /** `follow` is called before the page's next frame is drawn, and returns whether the page moves what it follows. */
  constructor(follow: (nowMs: number) => boolean) {
    this.#follow = follow;
  }

  /** There is something new to draw. */
  request(): void {
    if (!this.#isRunning) {
      this.#isRunning = true;
      window.addEventListener('scroll', this.#wake, { capture: true, passive: true });
      window.addEventListener('resize', this.#wake);
    }
    this.#schedule();
  }

  stop(): void {
    this.#isRunning = false;
    window.removeEventListener('scroll', this.#wake, { capture: true });
    window.removeEventListener('resize', this.#wake);
    cancelAnimationFrame(this.#animation);
    clearTimeout(this.#timer);
    this.#animation = 0;
  }

  readonly #wake = (): void => {
    this.#movedMs = performance.now();
    this.#schedule();
  };

  readonly #schedule = (): void => {
    clearTimeout(this.#timer);
    this.#animation ||= requestAnimationFrame(this.#step);
  };

  readonly #step = (nowMs: number): void => {
    this.#animation = 0;
    if (this.#follow(nowMs)) this.#movedMs = nowMs;
    if (!this.#isRunning) return;
    if (nowMs - this.#movedMs < AWAKE_MS) this.#schedule();
    else this.#timer = setTimeout(this.#schedule, IDLE_MS);
  };
}
