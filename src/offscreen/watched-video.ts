/** @file One video of one document, in the offscreen document: its session, the frame under way and its numbers. */
import { WHOLE_PICTURE, type BoundingBox } from '../core/geometry/bounding-box.ts';
import { largestFaces, type Detection } from '../core/geometry/landmarks.ts';
import type { Governor, LookCost } from '../core/pace/governor.ts';
import { ALL_LOOKS } from '../core/pace/look-allowance.ts';
import { FIRST_SAMPLE, type SampleWish } from '../core/pace/sample-wish.ts';
import type { Pixels } from '../core/image/pixels.ts';
import type { SceneChange } from '../core/image/scene-cut.ts';
import type { FramePixels } from '../core/image/yuv.ts';
import type { WorkTotals } from '../core/pace/work.ts';
import { isWhole, type Pass } from '../core/tracking/pass.ts';
import { RecentNumbers, RecentRate } from '../core/timing/recent.ts';
import { MAX_LIST_LENGTH } from '../protocol/schemas.ts';
import type { PictureKind, ToViewer, VideoState } from '../protocol/video-port.ts';
import { CloseLooks } from '../recognition/pipeline/close-looks.ts';
import { fromView, passOf, smallTilesOf, tilesOf } from '../recognition/pipeline/tiles.ts';
import type { TrackLook } from '../recognition/pipeline/track-state.ts';
import { FaceFollower } from '../recognition/pipeline/face-follower.ts';
import { VideoSession } from '../recognition/pipeline/video-session.ts';
import { ViewSchedule, type TileGrids } from '../recognition/pipeline/view-schedule.ts';
import type { Recognizer } from '../recognition/workers/recognizer.ts';
import type { Timed } from '../recognition/workers/worker-link.ts';
import { Bars } from './bars.ts';
import type { Knowledge } from './knowledge.ts';

export interface FrameMessage {
  readonly seq: number;
  /** The part of the picture that `pixels` show. */
  readonly view: BoundingBox;
  readonly pixels: FramePixels;
  readonly pictureWidthPx: number;
  readonly pictureHeightPx: number;
  readonly pageMs: number;
  readonly timeMs?: number;
}

export interface RegionMessage {
  readonly seq: number;
  readonly track: number;
  readonly region: { readonly width: number };
  readonly pixels: Pixels;
}

/** Names videos over all documents. */
let nextSession = 1;

export interface LookListener {
  (track: number, look: TrackLook): void;
}

export class WatchedVideo {
  readonly video: number;
  readonly session = new VideoSession();
  readonly bars = new Bars(this.session);
  readonly pageMs = new RecentNumbers();
  readonly detectMs = new RecentNumbers();
  readonly embedMs = new RecentNumbers();
  readonly answers = new RecentRate();
  state: VideoState = 'waiting';
  kind: PictureKind = 'video';
  widthPx = 0;
  heightPx = 0;
  /** Told of every good look; enrollment listens here. */
  readonly lookListeners = new Set<LookListener>();
  /** The time of the recording's latest frame; undefined while watching live. */
  #recordingMs: number | undefined;
  readonly #views = new ViewSchedule();
  readonly #follower = new FaceFollower();
  /** Frames that the detector has not answered yet. */
  #pending = 0;
  #isClosed = false;
  readonly #closeLooks = new CloseLooks();
  /** In a private window: nothing about its strangers is kept. */
  isIncognito = false;
  readonly #id = nextSession++;
  readonly #knowledge: Knowledge;
  readonly #work: WorkTotals;
  readonly #governor: Governor;
  readonly #send: (message: ToViewer) => void;

  constructor(
    video: number,
    knowledge: Knowledge,
    { work, governor }: { readonly work: WorkTotals; readonly governor: Governor },
    send: (message: ToViewer) => void,
  ) {
    this.video = video;
    this.#work = work;
    this.#governor = governor;
    this.#knowledge = knowledge;
    this.#send = send;
  }

  async handleFrame(frame: FrameMessage, recognizer: Recognizer): Promise<void> {
    const arrivedMs = performance.now();
    const { pixels, view, pictureWidthPx, pictureHeightPx, seq } = frame;
    this.widthPx = pictureWidthPx;
    this.heightPx = pictureHeightPx;
    if (frame.pageMs > 0) this.pageMs.add(frame.pageMs);
    const pass = passOf(view, pictureWidthPx, pictureHeightPx);
    const nowMs = frame.timeMs ?? arrivedMs;
    const isCloseLook = this.#closeLooks.isOwn(view);
    // So small a part tells nothing of the scene.
    if (!isCloseLook) this.#noteScene(this.session.noteFrame(pixels, view));
    // A recording waits for the detector, and for its looks.
    const isLive = frame.timeMs === undefined;
    const followed =
      isLive && this.#pending === 0
        ? this.#follower.follow(pixels, pass, this.session.tracks, nowMs)
        : undefined;
    const preparedMs = performance.now();
    const detected = followed === undefined ? await this.#detect(pixels, pass, recognizer) : undefined;
    if (this.#isClosed) return;
    const answeredMs = performance.now();
    this.answers.add(answeredMs);
    this.#recordingMs = frame.timeMs;
    const found = followed ?? this.#sift(detected?.value ?? [], pass, nowMs);
    const faces = largestFaces(found, MAX_LIST_LENGTH);
    const facts = { pictureWidthPx, pictureHeightPx, nowMs, pass };
    const wanted = this.session.update(faces, facts, isLive ? this.#governor.allowance() : ALL_LOOKS);
    const shown = this.session.faces();
    const { tracks } = this.session;
    if (followed === undefined) {
      this.#closeLooks.noteTracks(tracks, pass);
      if (isCloseLook) this.#views.noteCloseLook(nowMs);
      else this.#views.note(view, tracks, nowMs);
    }
    const mayFollow = isLive && this.#follower.mayFollow(tracks, nowMs);
    const wish = { ...FIRST_SAMPLE, view: mayFollow ? WHOLE_PICTURE : this.#nextView(nowMs) };
    const next = isLive ? this.#govern(wish, shown.length > 0, wanted.length) : wish;
    this.#send({ type: 'faces', video: this.video, seq, faces: shown, wanted, next });
    const detectMs = detected?.durationMs ?? 0;
    const cost = {
      pageMs: frame.pageMs,
      detectMs,
      queueMs: Math.max(0, answeredMs - preparedMs - detectMs),
      ownMs: preparedMs - arrivedMs + performance.now() - answeredMs,
    };
    this.#work.add({ frames: 1, followed: detected === undefined ? 1 : 0, ...cost });
    if (isLive) this.#governor.noteFrame(cost, answeredMs);
  }

  #noteScene({ isCut, news }: SceneChange): void {
    if (isCut) {
      this.#views.restart();
      this.#closeLooks.restart();
    } else if (news.length > 0) this.#views.noteNews(news, this.#grids());
  }

  #sift(detected: readonly Detection[], pass: Pass, nowMs: number): Detection[] {
    const isPlain = this.#views.isPlain(pass.view);
    return this.#closeLooks.sift(fromView(detected, pass), pass, this.session.tracks, nowMs, isPlain);
  }

  #grids(): TileGrids {
    const { widthPx, heightPx } = this;
    return { large: tilesOf(widthPx, heightPx), small: smallTilesOf(widthPx, heightPx) };
  }

  async #detect(
    pixels: FramePixels,
    pass: Pass,
    recognizer: Recognizer,
  ): Promise<Timed<readonly Detection[]>> {
    this.#pending++;
    try {
      const detected = await recognizer.detect(pixels, !isWhole(pass));
      this.detectMs.add(detected.durationMs);
      return detected;
    } finally {
      this.#pending--;
    }
  }

  /** Of those that the detector is to see. */
  #nextView(nowMs: number): BoundingBox {
    const close = this.#closeLooks.next(this.widthPx, this.heightPx);
    return this.#views.next(this.#grids(), this.session.tracks, nowMs, close);
  }

  #govern(wish: SampleWish, hasFaces: boolean, looks: number): SampleWish {
    const nowMs = performance.now();
    this.#governor.noteAsked(looks);
    this.#governor.noteSeen(this.#id, this.widthPx * this.heightPx, hasFaces, nowMs);
    return this.#governor.govern(this.#id, wish, nowMs);
  }

  async handleRegion(message: RegionMessage, recognizer: Recognizer): Promise<void> {
    const timeMs = this.#recordingMs;
    try {
      await this.#look(message, recognizer, timeMs);
    } finally {
      const { seq, track } = message;
      if (timeMs !== undefined) this.#send({ type: 'looked', video: this.video, seq, track });
    }
  }

  async #look(
    { track, region, pixels }: RegionMessage,
    recognizer: Recognizer,
    timeMs = performance.now(),
  ): Promise<void> {
    const nativePx = region.width * this.widthPx;
    const rough = this.session.roughLandmarks(track);
    if (rough === undefined) return;
    let cost: LookCost | undefined;
    this.#governor.noteLookBegun();
    try {
      const look = await recognizer.look(pixels, rough, nativePx / pixels.width);
      if (this.#isClosed) return;
      const answeredMs = performance.now();
      this.embedMs.add(look.durationMs);
      const { gallery, limits } = this.#knowledge;
      const isChanged = this.session.addLook(track, look.value, timeMs, gallery, limits);
      if (!this.isIncognito)
        this.#knowledge.noteFace(`${String(this.#id)}/${String(track)}`, this.session.evidenceOf(track));
      for (const listener of this.lookListeners) listener(track, look.value);
      if (isChanged) this.sendVerdicts();
      const { refineMs, durationMs: embedMs } = look;
      cost = { refineMs, embedMs, threads: recognizer.threads };
      this.#work.add({ looks: 1, refineMs, embedMs, ownMs: performance.now() - answeredMs });
    } finally {
      this.#governor.noteLookEnded(cost, performance.now());
    }
  }

  /** Nothing more comes of it, not even of what is at the recognizer now. */
  close(): void {
    this.#isClosed = true;
    this.#governor.forget(this.#id);
  }

  rejudge(): void {
    const { configuration, gallery, limits } = this.#knowledge;
    const isBarred = this.bars.follow(configuration);
    if (this.session.rejudge(gallery, limits) || isBarred) this.sendVerdicts();
  }

  sendVerdicts(): void {
    const verdicts = this.session.faces().map(({ track, person, verdict }) => ({ track, person, verdict }));
    this.#send({ type: 'verdicts', video: this.video, verdicts });
  }
}
