/** @file One moving picture: when to sample it, the one frame in flight, and what comes back. */
import type {
  LabelledFace,
  ToRecognizer,
  ToViewer,
  TrackVerdict,
  VideoState,
  WantedRegion,
} from '../protocol/video-port.ts';
import { FIRST_SAMPLE } from '../core/pace/sample-wish.ts';
import { FrameGrabber, hasMediaKeys } from './frame-grabber.ts';
import type { PictureLayer } from './overlay.ts';
import { listenForChanges } from './picture-events.ts';
import { isTooSmall, shownSidePx, type PictureSource } from './picture-source.ts';
import { StillSampling, isSettled } from './still-sampling.ts';
import type { Turns } from './turns.ts';

/** An answer that has not come by then is lost with the document that owed it. */
const ANSWER_TIMEOUT_MS = 4000;

interface Flight {
  readonly seq: number;
  readonly sentMs: number;
  readonly picture: VideoFrame | undefined;
}

export type FacesAnswer = Pick<Extract<ToViewer, { type: 'faces' }>, 'seq' | 'faces' | 'wanted' | 'next'>;

export class VideoWatcher {
  readonly number: number;
  readonly #source: PictureSource;
  readonly #video: HTMLVideoElement;
  readonly #layer: PictureLayer;
  readonly #turns: Turns;
  readonly #send: (message: ToRecognizer) => void;
  readonly #grabber: FrameGrabber;
  readonly #abort = new AbortController();
  readonly #visibility: IntersectionObserver;
  #frameCallback = 0;
  readonly #still = new StillSampling(() => {
    if (this.#video.paused) this.#sample();
  });
  #flight: Flight | undefined;
  #seq = 0;
  #next = FIRST_SAMPLE;
  #state: VideoState = 'waiting';
  #isReady = false;
  #isInView = false;
  /** Undefined until the present source was probed. */
  #readability: ReturnType<FrameGrabber['readability']> | undefined;
  #faces: readonly LabelledFace[] = [];
  #pageMs = 0;

  constructor(
    number: number,
    source: PictureSource,
    layer: PictureLayer,
    turns: Turns,
    send: (message: ToRecognizer) => void,
  ) {
    this.number = number;
    this.#source = source;
    this.#video = source.video;
    this.#layer = layer;
    this.#turns = turns;
    this.#send = send;
    this.#grabber = new FrameGrabber(source.video);
    this.#visibility = new IntersectionObserver((entries) => {
      this.#isInView = entries.at(-1)?.isIntersecting ?? false;
      source.setInView(this.#isInView);
      this.#refresh();
    });
    this.#visibility.observe(source.element);
    const handlers = {
      onChange: () => {
        this.#refresh();
      },
      onExchange: () => {
        this.#readability = undefined;
        this.#refresh();
      },
    };
    listenForChanges(source.video, handlers, this.#abort.signal);
    this.#listenForFrames();
  }

  /** Tells the recognizer of this video; again after each connection. */
  announce(): void {
    const { videoWidth: widthPx, videoHeight: heightPx } = this.#video;
    const facts = { kind: this.#source.kind, state: this.#state, widthPx, heightPx };
    this.#send({ type: 'video', video: this.number, ...facts });
  }

  setReady(isReady: boolean): void {
    this.#isReady = isReady;
    if (!isReady) {
      this.#land();
      this.#show([]);
    }
    this.#refresh();
  }

  /** With each frame that is shown elsewhere than on the page, which itself gets none while it is hidden. */
  sampleElsewhere(): void {
    if (this.#findState() !== this.#state) this.#refresh();
    this.#sample();
  }

  acceptFaces({ seq, faces, wanted, next }: FacesAnswer): void {
    const flight = this.#flight;
    if (flight?.seq !== seq) return;
    this.#next = next;
    const startMs = performance.now();
    try {
      if (this.#canSample()) {
        this.#show(faces, flight.picture);
        this.#source.noteFaces(faces.length);
        for (const request of wanted) this.#sendRegion(flight, request);
      }
    } finally {
      this.#land();
      this.#spend(startMs);
    }
    if (this.#video.paused && !this.#isPausedStream()) {
      this.#still.continue(this.#faces.every(({ verdict }) => isSettled(verdict)));
    }
  }

  acceptVerdicts(verdicts: readonly TrackVerdict[]): void {
    const known = new Map(verdicts.map(({ track, person, verdict }) => [track, { person, verdict }]));
    if (this.#faces.length === 0) return;
    this.#show(this.#faces.map((face) => ({ ...face, ...known.get(face.track) })));
  }

  stop(): void {
    this.#abort.abort();
    this.#visibility.disconnect();
    this.#video.cancelVideoFrameCallback(this.#frameCallback);
    this.#still.stop();
    this.#land();
    this.#source.close();
    this.#turns.remove(this.number);
    this.#layer.remove();
    this.#send({ type: 'closed', video: this.number });
  }

  #listenForFrames(): void {
    this.#frameCallback = this.#video.requestVideoFrameCallback(() => {
      if (this.#abort.signal.aborted) return;
      this.#listenForFrames();
      this.#sample();
    });
  }

  /** After anything that may change whether and what to sample. */
  #refresh(): void {
    if (this.#abort.signal.aborted) return;
    this.#setState(this.#findState());
    if (!this.#canSample()) this.#show([]);
    else if (this.#video.paused && !this.#isPausedStream()) this.#still.restart();
  }

  #findState(): VideoState {
    const { readyState, videoWidth, paused } = this.#video;
    const isOnPage = this.#isInView && document.visibilityState === 'visible';
    if (!isOnPage && !this.#layer.isElsewhere) return 'hidden';
    if (this.#source.isTainted()) return 'tainted';
    if (readyState < HTMLMediaElement.HAVE_CURRENT_DATA || videoWidth === 0) return 'waiting';
    this.#readability ??= this.#grabber.readability();
    if (this.#readability !== 'readable') return this.#readability;
    if (isTooSmall(this.#source)) return 'too-small';
    return paused ? 'paused' : 'watching';
  }

  #setState(state: VideoState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.announce();
  }

  #canSample(): boolean {
    return this.#isReady && (this.#state === 'watching' || this.#state === 'paused');
  }

  /** Chromium draws a paused stream black (seen in 156), though it shows the last frame: keep what was found in that. */
  #isPausedStream(): boolean {
    return this.#video.paused && this.#video.srcObject !== null;
  }

  #sample(): void {
    if (this.#state === 'waiting' || this.#state === 'too-small') this.#refresh();
    // A last frame may be announced after the pause.
    if (!this.#canSample() || this.#isPausedStream()) return;
    const startMs = performance.now();
    if (this.#flight !== undefined) {
      if (startMs - this.#flight.sentMs < ANSWER_TIMEOUT_MS) return;
      this.#land();
    }
    if (hasMediaKeys(this.#video)) {
      this.#readability = undefined;
      this.#refresh();
      return;
    }
    if (!this.#turns.take(this.number, shownSidePx(this.#source), startMs)) {
      if (this.#video.paused) this.#still.continue(false);
      return;
    }
    try {
      const { view, pixelCount } = this.#next;
      const pixels = this.#grabber.grabFrame(view, pixelCount);
      const seq = ++this.#seq;
      this.#flight = { seq, sentMs: startMs, picture: this.#grabber.keepPicture() };
      this.#send({
        type: 'frame',
        video: this.number,
        seq,
        view,
        pixels,
        pictureWidthPx: this.#video.videoWidth,
        pictureHeightPx: this.#video.videoHeight,
        pageMs: this.#pageMs,
      });
    } catch {
      // The source was exchanged for one that may not be read: find out which reason to give.
      this.#turns.end(this.number);
      this.#land();
      this.#readability = undefined;
      this.#refresh();
    }
    this.#pageMs = 0;
    this.#spend(startMs);
  }

  #spend(startMs: number): void {
    const nowMs = performance.now();
    this.#pageMs += nowMs - startMs;
    this.#turns.spend(nowMs - startMs, nowMs);
  }

  #sendRegion({ seq, picture }: Flight, { track, region, sizePx }: WantedRegion): void {
    const pixels = this.#grabber.cutRegion(picture, region, sizePx);
    this.#send({ type: 'region', video: this.number, seq, track, region, pixels });
  }

  #show(faces: readonly LabelledFace[], picture?: VideoFrame): void {
    this.#faces = faces;
    this.#layer.show(faces, picture);
  }

  /** Ends the flight and frees its picture. */
  #land(): void {
    this.#flight?.picture?.close();
    if (this.#flight !== undefined) this.#turns.end(this.number);
    this.#flight = undefined;
  }
}
