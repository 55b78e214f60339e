/**
 * @file Takes frames of one picture to the recognizer, one at a time, and after them the regions that it asks for. Keeps account
 * of what that costs the page's main thread.
 */
import { toRgb } from '../core/image/yuv.ts';
import type { SampleWish } from '../core/pace/sample-wish.ts';
import { MAX_PAGE_MS, type ToRecognizer, type WantedRegion } from '../protocol/video-port.ts';
import { Flight } from './flight.ts';
import type { FrameGrabber } from './frame-grabber.ts';
import { shownSidePx, type PictureSource } from './picture-source.ts';
import type { Turns } from './turns.ts';

export interface CourierOptions {
  /** The picture's number with the recognizer. */
  readonly number: number;
  readonly source: PictureSource;
  readonly grabber: FrameGrabber;
  readonly turns: Turns;
  send(message: ToRecognizer): void;
  /** The source may have been exchanged for one that may not be read. */
  onUnreadable(): void;
}

export class FrameCourier {
  readonly #options: CourierOptions;
  #flight: Flight | undefined;
  #seq = 0;
  /** Since the last frame was sent. */
  #pageMs = 0;

  constructor(options: CourierOptions) {
    this.#options = options;
  }

  /** The flight that this answer is for; none when it comes too late. */
  flightOf(seq: number): Flight | undefined {
    return this.#flight?.seq === seq ? this.#flight : undefined;
  }

  /** Whether no answer is waited for; one that is lost is waited for no longer. */
  isFree(nowMs: number): boolean {
    if (this.#flight?.isLost(nowMs) === true) this.land();
    return this.#flight === undefined;
  }

  /** Takes what the page shows now, since `shownMs`. False when it is another picture's turn. */
  depart(shownMs: number, wish: SampleWish): boolean {
    const { number, source, grabber, turns } = this.#options;
    const startMs = performance.now();
    if (!turns.take(number, shownSidePx(source), startMs)) return false;
    const flight = new Flight(++this.#seq, startMs, shownMs, grabber.keepPicture());
    this.#flight = flight;
    this.#sendFrame(flight, wish, performance.now() - startMs).catch(() => {
      this.#fail(flight);
    });
    return true;
  }

  /** Cuts what is wanted and lands: each region in a task of its own, so that none of them is long. */
  arrive(flight: Flight, wanted: readonly WantedRegion[], onLanded: () => void): void {
    this.#sendRegions(flight, wanted).then(
      () => {
        this.land(flight);
        onLanded();
      },
      () => {
        this.#fail(flight);
      },
    );
  }

  spend(costMs: number): void {
    this.#pageMs += costMs;
    this.#options.turns.spend(costMs, performance.now());
  }

  /** Ends the flight, any or this one, and frees its picture. */
  land(flight = this.#flight): void {
    if (flight === undefined || flight !== this.#flight) return;
    flight.land();
    this.#options.turns.end(this.#options.number);
    this.#flight = undefined;
  }

  /** @throws DOMException when the picture may not be read */
  async #sendFrame(flight: Flight, wish: SampleWish, soFarMs: number): Promise<void> {
    const { number, source, grabber } = this.#options;
    const { view, pixelCount } = wish;
    const { pixels, costMs } = await grabber.grabFrame(flight.picture, view, pixelCount);
    if (flight.hasLanded()) return;
    const startMs = performance.now();
    const { videoWidth: pictureWidthPx, videoHeight: pictureHeightPx } = source.video;
    this.#options.send({
      type: 'frame',
      video: number,
      seq: flight.seq,
      view,
      pixels,
      pictureWidthPx,
      pictureHeightPx,
      pageMs: Math.min(MAX_PAGE_MS, this.#pageMs),
    });
    this.#pageMs = 0;
    this.spend(soFarMs + costMs + performance.now() - startMs);
  }

  async #sendRegions(flight: Flight, wanted: readonly WantedRegion[]): Promise<void> {
    const { number, grabber } = this.#options;
    for (const { track, region, sizePx } of wanted) {
      await scheduler.yield();
      if (flight.hasLanded()) return;
      const { pixels, costMs } = await grabber.cutRegion(flight.picture, region, sizePx);
      if (flight.hasLanded()) return;
      const startMs = performance.now();
      this.#options.send({
        type: 'region',
        video: number,
        seq: flight.seq,
        track,
        region,
        pixels: toRgb(pixels),
      });
      this.spend(costMs + performance.now() - startMs);
    }
    if (flight.picture === undefined || !grabber.isUnchecked) return;
    await scheduler.yield();
    if (!flight.hasLanded()) this.spend(await grabber.check(flight.picture));
  }

  #fail(flight: Flight): void {
    this.land(flight);
    this.#options.onUnreadable();
  }
}
