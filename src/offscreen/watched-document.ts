/** @file One document that shows videos (a frame of a tab, or Studio) and its port. */
import { FIRST_SAMPLE } from '../core/pace/sample-wish.ts';
import type { PortAllowance } from '../core/limits/host-allowance.ts';
import { PageTime } from '../core/limits/page-time.ts';
import type { Fault } from '../core/errors/fault.ts';
import type { HostedPort } from '../platform/port.ts';
import { logFault } from '../platform/log.ts';
import { toFault } from '../core/errors/fault.ts';
import type { Recognizer } from '../recognition/workers/recognizer.ts';
import type { ToRecognizer, ToViewer, ViewerSource } from '../protocol/video-port.ts';
import type { Engine } from './engine.ts';
import { FaceOpener } from './face-opener.ts';
import type { Knowledge } from './knowledge.ts';
import { TileQuestions } from './tile-questions.ts';
import { VideoWork } from './video-work.ts';
import { WatchedVideo } from './watched-video.ts';

let nextDocument = 1;

export class WatchedDocument {
  /** Part of the keys of faces: unique while the offscreen document lives. */
  readonly id = nextDocument++;
  readonly tabId: number | undefined;
  readonly isIncognito: boolean;
  readonly videos = new Map<number, WatchedVideo>();
  source: ViewerSource = 'tab';
  /** Origins of embedded frames that have no content script. */
  embedded: readonly string[] = [];
  readonly tileQuestions: TileQuestions;
  readonly port: HostedPort<ToViewer>;
  readonly #engine: Engine;
  readonly #knowledge: Knowledge;
  readonly #opener: FaceOpener;
  readonly #onChange: (document: WatchedDocument) => void;
  readonly #allowance: PortAllowance | undefined;
  readonly #pageTime = new PageTime();
  readonly #work = new Map<WatchedVideo, VideoWork>();
  #isClosed = false;

  /** @param allowance missing for the extension's own pages */
  constructor(
    port: HostedPort<ToViewer>,
    engine: Engine,
    knowledge: Knowledge,
    onChange: (document: WatchedDocument) => void,
    allowance?: PortAllowance,
  ) {
    this.#allowance = allowance;
    this.port = port;
    this.tabId = port.tabId;
    this.isIncognito = port.isIncognito ?? false;
    this.#engine = engine;
    this.#knowledge = knowledge;
    this.#opener = new FaceOpener(this);
    this.#onChange = onChange;
    this.tileQuestions = new TileQuestions((message) => {
      port.send(message);
    });
  }

  handle(message: ToRecognizer): void {
    // A frame takes its own share.
    if (message.type !== 'frame' && this.#allowance?.takeMessage(performance.now()) === false) return;
    switch (message.type) {
      case 'hello':
        this.source = message.source;
        // Studio is about to show a video.
        if (message.source !== 'tab') this.#engine.wake();
        this.announceEngine();
        return;
      case 'embedded':
        this.embedded = message.origins;
        return;
      case 'video': {
        const video = this.#videoOf(message.video);
        if (video === undefined) return;
        video.state = message.state;
        video.kind = message.kind;
        if (message.widthPx > 0) {
          video.widthPx = message.widthPx;
          video.heightPx = message.heightPx;
        }
        this.#onChange(this);
        return;
      }
      case 'closed':
        this.#closeVideo(message.video);
        this.#onChange(this);
        return;
      case 'frame':
        this.#takeFrame(message);
        return;
      case 'region': {
        const video = this.videos.get(message.video);
        if (video === undefined) return;
        this.#work
          .get(video)
          ?.takeRegion(message, performance.now(), () =>
            this.#run((recognizer) => video.handleRegion(message, recognizer)),
          );
        return;
      }
      case 'openFace':
        this.#opener.open(message.video, message.track).catch((error: unknown) => {
          logFault(toFault(error));
        });
        return;
      case 'tileNameRead':
        this.tileQuestions.answer(message.request, message.name);
    }
  }

  /** Nothing of its videos is looked at any more. */
  close(): void {
    this.#isClosed = true;
    for (const number of [...this.videos.keys()]) this.#closeVideo(number);
  }

  announceEngine(): void {
    const { state, model } = this.#engine;
    if (state.kind === 'ready' && model !== undefined) {
      for (const video of this.videos.values()) video.session.keepOnly(model.card.id);
      this.port.send({ type: 'ready', modelId: model.card.id });
    }
    if (state.kind === 'failed') this.sendFault(state.fault);
  }

  sendFault(fault: Fault): void {
    this.port.send({ type: 'fault', fault });
  }

  /** Whether frames come, or may come at any moment. */
  isWatching(): boolean {
    return [...this.videos.values()].some(({ state }) => state === 'watching' || state === 'paused');
  }

  namedFaces(): number {
    return this.#faces().filter(({ verdict }) => verdict.kind === 'named').length;
  }

  #faces() {
    return [...this.videos.values()]
      .filter(({ state }) => state !== 'hidden')
      .flatMap((video) => video.session.faces());
  }

  #closeVideo(number: number): void {
    const video = this.videos.get(number);
    if (video === undefined) return;
    video.close();
    this.#work.get(video)?.close();
    this.#work.delete(video);
    this.videos.delete(number);
    this.#allowance?.giveBackVideo();
  }

  /** Undefined when there are more than a page may have. */
  #videoOf(number: number): WatchedVideo | undefined {
    const known = this.videos.get(number);
    if (known !== undefined || this.#allowance?.takeVideo() === false) return known;
    const work = new VideoWork(this.#allowance);
    const video = new WatchedVideo(number, this.#knowledge, this.#engine, (message) => {
      work.note(message);
      this.port.send(message);
    });
    video.isIncognito = this.isIncognito;
    this.videos.set(number, video);
    this.#work.set(video, work);
    return video;
  }

  #takeFrame(message: Extract<ToRecognizer, { type: 'frame' }>): void {
    // The viewers know; what they have sent before is of no use any more.
    if (this.#engine.state.kind === 'failed') return;
    const video = this.#videoOf(message.video);
    if (video === undefined) return;
    const nowMs = performance.now();
    const frame = { ...message, pageMs: this.#pageTime.spend(message.pageMs, nowMs) };
    this.#work.get(video)?.takeFrame(message, nowMs, () =>
      this.#run(async (recognizer) => {
        try {
          await video.handleFrame(frame, recognizer);
        } catch (error) {
          // Without an answer the viewer would wait for ever with this frame in flight.
          this.port.send({
            type: 'faces',
            video: message.video,
            seq: message.seq,
            faces: [],
            wanted: [],
            next: FIRST_SAMPLE,
          });
          throw error;
        }
      }),
    );
  }

  /** Never rejects. */
  async #run(task: (recognizer: Recognizer) => Promise<void>): Promise<void> {
    const { state } = this.#engine;
    if (state.kind === 'failed') return;
    // Also for frames that come without a video in view, as from Studio's camera in a hidden tab.
    this.#engine.usedMs = performance.now();
    try {
      const recognizer = state.kind === 'ready' ? state.recognizer : await this.#engine.whenReady();
      if (this.#isClosed) return;
      await task(recognizer);
      this.#onChange(this);
    } catch (error) {
      logFault(toFault(error, 'recognizer-failed'));
    }
  }
}
