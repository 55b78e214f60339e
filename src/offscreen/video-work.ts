/**
 * @file The frames and regions of one video that are in hand: one frame at the recognizer and, at most, the latest one that
 * came meanwhile; regions only when asked for. See [Note: Latest frame wins] in protocol/video-port.ts.
 */
import { AskedFor } from '../core/limits/asked-for.ts';
import type { PortAllowance } from '../core/limits/host-allowance.ts';
import type { ToRecognizer, ToViewer } from '../protocol/video-port.ts';

type Frame = Extract<ToRecognizer, { type: 'frame' }>;
type Region = Extract<ToRecognizer, { type: 'region' }>;

export class VideoWork {
  readonly #askedFor = new AskedFor();
  /** Missing for the extension's own pages. */
  readonly #allowance: PortAllowance | undefined;
  #isBusy = false;
  #isClosed = false;
  #waiting: (() => Promise<void>) | undefined;

  constructor(allowance: PortAllowance | undefined) {
    this.#allowance = allowance;
  }

  /** Call with everything that is sent about this video. */
  note(message: ToViewer): void {
    if (message.type === 'faces') this.#askedFor.noteAnswer(message);
  }

  /** `task` runs when the frame before is done, unless a newer frame comes first. */
  takeFrame(frame: Frame, nowMs: number, task: () => Promise<void>): void {
    if (this.#allowance !== undefined && !this.#askedFor.takeFrame(nowMs)) return;
    const isReplacing = this.#waiting !== undefined;
    if (!isReplacing && this.#allowance?.takeFrame(frame.pixels.data.byteLength, nowMs) === false) return;
    if (isReplacing && this.#allowance?.takeMessage(nowMs) === false) return;
    this.#waiting = task;
    if (!this.#isBusy) void this.#run();
  }

  takeRegion({ seq, track, pixels }: Region, nowMs: number, task: () => Promise<void>): void {
    if (!this.#askedFor.takeRegion(seq, track)) return;
    if (this.#allowance?.takeRegion(pixels.data.byteLength, nowMs) === false) return;
    void this.#finish(task);
  }

  close(): void {
    this.#isClosed = true;
    if (this.#waiting !== undefined) this.#allowance?.giveBack();
    this.#waiting = undefined;
  }

  async #run(): Promise<void> {
    this.#isBusy = true;
    while (this.#waiting !== undefined && !this.#isClosed) {
      const task = this.#waiting;
      this.#waiting = undefined;
      await this.#finish(task);
    }
    this.#isBusy = false;
  }

  /** Faults are reported by the task itself; here they only must not end the loop. */
  async #finish(task: () => Promise<void>): Promise<void> {
    await task().catch(() => undefined);
    this.#allowance?.giveBack();
  }
}
