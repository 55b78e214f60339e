/**
 * @file Following what moves without telling: with each frame of the display while the page moves, a few times a second while
 * it does not, and once whenever there is something new to draw. A page at rest is not kept awake.
 */

/** What a call for a drawing can wait for. */
export type Urgency = 'now' | 'with-the-next-frame';

/** After the last movement: scrolling and animations pause for less. */
const AWAKE_MS = 400;
/** How late a movement is noticed that neither scrolls nor resizes the window. */
const IDLE_MS = 100;
/** Videos show their next frame within this time, or drawing waits no longer for it: they have 25 a second and more. */
const NEXT_FRAME_MS = 40;

export class FollowLoop {
  readonly #follow: (nowMs: number) => boolean;
  #isRunning = false;
  #animation = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer goes off. */
  #dueMs = Infinity;
  #movedMs = 0;

  /** `follow` is called before the page's next frame is drawn, and returns whether the page moves what it follows. */
  constructor(follow: (nowMs: number) => boolean) {
    this.#follow = follow;
  }

  /** There is something new to draw; for the video's next frame, this is called again. */
  request(urgency: Urgency = 'now'): void {
    if (!this.#isRunning) {
      this.#isRunning = true;
      window.addEventListener('scroll', this.#wake, { capture: true, passive: true });
      window.addEventListener('resize', this.#wake);
    }
    if (urgency === 'now') this.#schedule();
    else if (this.#animation === 0) this.#wait(NEXT_FRAME_MS);
  }

  stop(): void {
    this.#isRunning = false;
    window.removeEventListener('scroll', this.#wake, { capture: true });
    window.removeEventListener('resize', this.#wake);
    cancelAnimationFrame(this.#animation);
    this.#animation = 0;
    this.#stopWaiting();
  }

  readonly #wake = (): void => {
    this.#movedMs = performance.now();
    this.#schedule();
  };

  readonly #schedule = (): void => {
    this.#stopWaiting();
    this.#animation ||= requestAnimationFrame(this.#step);
  };

  readonly #step = (nowMs: number): void => {
    this.#animation = 0;
    if (this.#follow(nowMs)) this.#movedMs = nowMs;
    if (!this.#isRunning) return;
    if (nowMs - this.#movedMs < AWAKE_MS) this.#schedule();
    else this.#wait(IDLE_MS);
  };

  /** Whoever waits already waits no longer. */
  #wait(ms: number): void {
    const dueMs = performance.now() + ms;
    if (dueMs >= this.#dueMs) return;
    clearTimeout(this.#timer);
    this.#dueMs = dueMs;
    this.#timer = setTimeout(this.#schedule, ms);
  }

  #stopWaiting(): void {
    clearTimeout(this.#timer);
    this.#dueMs = Infinity;
  }
}
