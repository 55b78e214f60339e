/** @file One document that shows videos (a frame of a tab, or Studio) and its port. */
import { FIRST_SAMPLE } from '../core/pace/sample-wish.ts';
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
  readonly #port: HostedPort<ToViewer>;
  readonly #engine: Engine;
  readonly #knowledge: Knowledge;
  readonly #opener: FaceOpener;
  readonly #onChange: (document: WatchedDocument) => void;

  constructor(
    port: HostedPort<ToViewer>,
    engine: Engine,
    knowledge: Knowledge,
    onChange: (document: WatchedDocument) => void,
  ) {
    this.#port = port;
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
        this.videos.get(message.video)?.close();
        this.videos.delete(message.video);
        this.#onChange(this);
        return;
      case 'frame':
        this.#work(message.video, async (video, recognizer) => {
          try {
            await video.handleFrame(message, recognizer);
          } catch (error) {
            // Without an answer the viewer would wait for ever with this frame in flight.
            this.#port.send({
              type: 'faces',
              video: message.video,
              seq: message.seq,
              faces: [],
              wanted: [],
              next: FIRST_SAMPLE,
            });
            throw error;
          }
        });
        return;
      case 'region':
        this.#work(message.video, (video, recognizer) => video.handleRegion(message, recognizer));
        return;
      case 'openFace':
        this.#opener.open(message.video, message.track).catch((error: unknown) => {
          logFault(toFault(error));
        });
        return;
      case 'tileNameRead':
        this.tileQuestions.answer(message.request, message.name);
    }
  }

  close(): void {
    for (const video of this.videos.values()) video.close();
  }

  announceEngine(): void {
    const { state, model } = this.#engine;
    if (state.kind === 'ready' && model !== undefined) {
      for (const video of this.videos.values()) video.session.keepOnly(model.card.id);
      this.#port.send({ type: 'ready', modelId: model.card.id });
    }
    if (state.kind === 'failed') this.sendFault(state.fault);
  }

  sendFault(fault: Fault): void {
    this.#port.send({ type: 'fault', fault });
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

  #videoOf(number: number): WatchedVideo {
    let video = this.videos.get(number);
    if (video === undefined) {
      video = new WatchedVideo(number, this.#knowledge, this.#engine, (message) => {
        this.#port.send(message);
      });
      video.isIncognito = this.isIncognito;
      this.videos.set(number, video);
    }
    return video;
  }

  #work(number: number, task: (video: WatchedVideo, recognizer: Recognizer) => Promise<void>): void {
    const { state } = this.#engine;
    // The viewers know; what they have sent before is of no use any more.
    if (state.kind === 'failed') return;
    // Also for frames that come without a video in view, as from Studio's camera in a hidden tab.
    this.#engine.usedMs = performance.now();
    const video = this.#videoOf(number);
    const work =
      state.kind === 'ready'
        ? task(video, state.recognizer)
        : this.#engine.whenReady().then((recognizer) => task(video, recognizer));
    work.then(
      () => {
        this.#onChange(this);
      },
      (error: unknown) => {
        logFault(toFault(error, 'recognizer-failed'));
      },
    );
  }
}
