/** @file One moving picture: when to sample it, the one frame in flight, and what comes back. */
import type { ToRecognizer, ToViewer, TrackVerdict, VideoState } from '../protocol/video-port.ts';
import { FrameCourier } from './frame-courier.ts';
import { FrameGrabber, hasMediaKeys } from './frame-grabber.ts';
import { FrameListener } from './frame-listener.ts';
import { KnownFaces } from './known-faces.ts';
import type { PictureLayer } from './overlay.ts';
import { listenForChanges } from './picture-events.ts';
import type { PictureSource } from './picture-source.ts';
import { PictureState } from './picture-state.ts';
import { SamplePace } from './sample-pace.ts';
import { SeenWatch } from './seen/seen-watch.ts';
import { StillSampling } from './still-sampling.ts';
import type { Turns } from './turns.ts';

export type FacesAnswer = Pick<Extract<ToViewer, { type: 'faces' }>, 'seq' | 'faces' | 'wanted' | 'next'>;

export class VideoWatcher {
  readonly number: number;
  readonly #source: PictureSource;
  readonly #video: HTMLVideoElement;
  readonly #layer: PictureLayer;
  readonly #turns: Turns;
  readonly #send: (message: ToRecognizer) => void;
  readonly #state: PictureState;
  readonly #courier: FrameCourier;
  readonly #abort = new AbortController();
  readonly #visibility: IntersectionObserver;
  readonly #frames: FrameListener;
  readonly #pace = new SamplePace();
  readonly #known = new KnownFaces();
  readonly #still = new StillSampling({
    sample: () => {
      if (this.#video.paused) this.#sample(performance.now());
    },
    isSettled: () => this.#known.isSettled(this.#shownMs),
  });
  #isReady = false;
  readonly #seen: SeenWatch;
  /** Since when the picture of now has been shown. */
  #shownMs = 0;

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
    const grabber = new FrameGrabber(source.video);
    this.#state = new PictureState(source, grabber);
    this.#frames = new FrameListener(source.video, (shownMs) => {
      this.#present(shownMs);
    });
    const onUnreadable = (): void => {
      this.#state.forgetReadability();
      this.#refresh();
    };
    this.#courier = new FrameCourier({ number, source, grabber, turns, send, onUnreadable });
    this.#seen = new SeenWatch(source, () => {
      this.#refresh();
    });
    this.#visibility = new IntersectionObserver((entries) => {
      this.#seen.setInView(entries.at(-1)?.isIntersecting ?? false);
      this.#refresh();
    });
    this.#visibility.observe(source.element);
    const handlers = {
      onChange: () => {
        this.#refresh();
      },
      // What was found stands on another picture now; what is in flight was cut from the former one.
      onOtherPicture: () => {
        this.#courier.land();
        this.#clear();
        this.#refresh();
      },
      onExchange: () => {
        this.#courier.land();
        this.#clear();
        this.#pace.reset();
        this.#state.forgetReadability();
        this.#refresh();
      },
    };
    listenForChanges(source.video, handlers, this.#abort.signal);
  }

  /** Tells the recognizer of this video; again after each connection. */
  announce(): void {
    const { videoWidth, videoHeight } = this.#video;
    this.#send({
      type: 'video',
      video: this.number,
      kind: this.#source.kind,
      state: this.#state.state,
      widthPx: videoWidth,
      heightPx: videoHeight,
    });
  }

  setReady(isReady: boolean): void {
    this.#isReady = isReady;
    if (!isReady) {
      this.#courier.land();
      this.#pace.reset();
      this.#clear();
    }
    this.#refresh();
  }

  /** With each frame that is shown elsewhere than on the page, which itself gets none while it is hidden. */
  sampleElsewhere(): void {
    if (this.#findState() !== this.#state.state) this.#refresh();
    const nowMs = performance.now();
    if (!this.#video.paused && this.#pace.isDue(nowMs)) this.#sample(nowMs);
  }

  acceptFaces({ seq, faces, wanted, next }: FacesAnswer): void {
    const flight = this.#courier.flightOf(seq);
    if (flight === undefined) return;
    this.#pace.wish = next;
    if (faces.length > 0) this.#frames.listen();
    const canSample = this.#canSample();
    if (canSample) {
      const startMs = performance.now();
      this.#known.note(faces, flight.shownMs);
      this.#layer.show(faces, flight.picture, flight.shownMs);
      this.#source.noteFaces(faces.length);
      this.#courier.spend(performance.now() - startMs);
    }
    this.#courier.arrive(flight, canSample ? wanted : [], () => {
      if (this.#canSample() && this.#isStill()) this.#still.continue();
    });
  }

  acceptVerdicts(verdicts: readonly TrackVerdict[]): void {
    const { faces } = this.#known;
    if (faces.length === 0) return;
    const judged = new Map(verdicts.map(({ track, person, verdict }) => [track, { person, verdict }]));
    this.#known.judge(faces.map((face) => ({ ...face, ...judged.get(face.track) })));
    this.#layer.show(this.#known.faces);
  }

  stop(): void {
    this.#abort.abort();
    this.#visibility.disconnect();
    this.#seen.stop();
    this.#frames.stop();
    this.#still.stop();
    this.#courier.land();
    this.#source.close();
    this.#turns.remove(this.number);
    this.#layer.remove();
    this.#send({ type: 'closed', video: this.number });
  }

  #present(shownMs: number): void {
    this.#shownMs = shownMs;
    this.#layer.present(shownMs);
    // A last frame may be announced after the pause: `StillSampling` looks at it where that is needed.
    if (!this.#video.paused && this.#pace.isDue(shownMs)) this.#sample(shownMs);
    // Faces have to be taken along; while there are none, frames that are not sampled are of no interest.
    if (this.#state.state !== 'hidden')
      this.#frames.listen(this.#known.faces.length > 0 ? 0 : this.#pace.restMs(performance.now()));
  }

  /** After anything that may change whether and what to sample. */
  #refresh(): void {
    if (this.#abort.signal.aborted) return;
    this.#setState(this.#findState());
    if (this.#state.state === 'hidden') this.#frames.stop();
    else this.#frames.listen();
    if (!this.#canSample()) {
      this.#still.stop();
      this.#clear();
    } else if (this.#isStill()) this.#still.begin();
  }

  #findState(): VideoState {
    const isOnPage = this.#seen.isSeen && document.visibilityState === 'visible';
    return this.#state.find(isOnPage || this.#layer.isElsewhere);
  }

  #setState(state: VideoState): void {
    if (state === this.#state.state) return;
    this.#state.state = state;
    this.announce();
  }

  #canSample(): boolean {
    return this.#isReady && this.#state.mayBeSampled;
  }

  /** Chromium draws a paused stream black (seen in 156), though it shows the last frame: keep what was found in that. */
  #isPausedStream(): boolean {
    return this.#video.paused && this.#video.srcObject !== null;
  }

  #isStill(): boolean {
    return this.#video.paused && !this.#isPausedStream();
  }

  #sample(shownMs: number): void {
    const { state } = this.#state;
    if (state === 'waiting' || state === 'too-small') this.#refresh();
    if (!this.#canSample() || this.#isPausedStream()) return;
    if (!this.#courier.isFree(performance.now())) return;
    if (hasMediaKeys(this.#video)) {
      this.#state.forgetReadability();
      this.#refresh();
      return;
    }
    if (this.#courier.depart(shownMs, this.#pace.wish)) this.#pace.note(shownMs);
    else if (this.#video.paused) this.#still.continue();
  }

  #clear(): void {
    this.#known.forget();
    this.#layer.show([]);
  }
}
