/** @file A detector and nothing else on a playing video: the floor under everything that finds faces in each frame. */
import { makeCanvas, readPixels } from './drawing.ts';
import { openFloorDetector, type FloorDetector, type FloorName } from './floor-detectors.ts';

/** What the product samples: see `DEFAULT_PIXEL_COUNT` in core/pace/sample-wish.ts. */
const SIZE = { widthPx: 256, heightPx: 144 };
/** A frame that comes this much early is taken: frames come in steps of the display. */
const TOLERANCE_MS = 8;

export class BareDetector {
  readonly #detectors = new Map<FloorName, Promise<FloorDetector>>();
  readonly #context = makeCanvas(SIZE).context;
  #times: number[] = [];
  /** Of the latest start; 0 while nothing runs. */
  #run = 0;
  #runs = 0;
  #isBusy = false;
  #nextMs = 0;

  async start(video: HTMLVideoElement, framesPerSecond: number, name: FloorName): Promise<void> {
    const opening = this.#detectors.get(name) ?? openFloorDetector(name);
    this.#detectors.set(name, opening);
    const detector = await opening;
    this.#times = [];
    const run = ++this.#runs;
    this.#run = run;
    this.#nextMs = performance.now();
    this.#listen(video, detector, 1000 / framesPerSecond, run);
  }

  stop(): number[] {
    this.#run = 0;
    return this.#times;
  }

  #listen(video: HTMLVideoElement, detector: FloorDetector, intervalMs: number, run: number): void {
    video.requestVideoFrameCallback((nowMs) => {
      if (this.#run !== run) return;
      this.#listen(video, detector, intervalMs, run);
      if (this.#isBusy || nowMs < this.#nextMs - TOLERANCE_MS) return;
      this.#nextMs = Math.max(this.#nextMs + intervalMs, nowMs);
      this.#detect(video, detector).catch((error: unknown) => {
        reportError(error);
      });
    });
  }

  async #detect(video: HTMLVideoElement, detector: FloorDetector): Promise<void> {
    this.#isBusy = true;
    try {
      const { widthPx, heightPx } = SIZE;
      this.#context.drawImage(video, 0, 0, widthPx, heightPx);
      const { durationMs } = await detector(readPixels(this.#context, widthPx, heightPx));
      this.#times.push(durationMs);
    } finally {
      this.#isBusy = false;
    }
  }
}
