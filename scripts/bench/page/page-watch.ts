/** @file What a page notices of itself: frames that it draws, and tasks that held it up. */

export interface PageReading {
  readonly spentMs: number;
  /** Animation frames. */
  readonly frames: number;
  /** Durations of the tasks of more than 50 ms. */
  readonly longTasksMs: readonly number[];
}

export class PageWatch {
  #startMs = 0;
  #frames = 0;
  #longTasksMs: number[] = [];
  #isOn = false;
  readonly #observer = new PerformanceObserver((list) => {
    this.#take(list.getEntries());
  });

  start(): void {
    this.#startMs = performance.now();
    this.#frames = 0;
    this.#longTasksMs = [];
    this.#observer.observe({ type: 'longtask' });
    if (this.#isOn) return;
    this.#isOn = true;
    requestAnimationFrame(this.#count);
  }

  read(): PageReading {
    this.#take(this.#observer.takeRecords());
    this.#observer.disconnect();
    this.#isOn = false;
    const spentMs = performance.now() - this.#startMs;
    return { spentMs, frames: this.#frames, longTasksMs: this.#longTasksMs };
  }

  #take(entries: readonly PerformanceEntry[]): void {
    this.#longTasksMs.push(...entries.map(({ duration }) => duration));
  }

  readonly #count = (): void => {
    if (!this.#isOn) return;
    this.#frames += 1;
    requestAnimationFrame(this.#count);
  };
}
