/** @file The page that plays clips: an ordinary page with videos, which counts its own frames and, asked to, runs a peer or a bare detector. */
import type { SystemFacts } from '../result/result.ts';
import { BareDetector } from './bare-detector.ts';
import type { FloorName } from './floor-detectors.ts';
import { PageWatch, type PageReading } from './page-watch.ts';
import { drawPortrait } from './portraits.ts';
import { openRival } from './open-rival.ts';
import type { Rival, RivalName } from './rival.ts';

export interface StageOptions {
  /** Address of a clip. */
  readonly clip: string;
  readonly videos: number;
  readonly isLooped: boolean;
}

/** A frame of the first video, as it was handed over for display. */
export interface Presentation {
  readonly mediaMs: number;
  /** `performance.now()` of the page. */
  readonly shownMs: number;
}

/** Who was named from a moment on. */
export interface NamesAt {
  readonly timeMs: number;
  readonly names: readonly string[];
}

export interface Playback {
  readonly nowMs: number;
  readonly isEnded: boolean;
  readonly frames: number;
  readonly droppedFrames: number;
  readonly presentations: readonly Presentation[];
}

export interface RivalLog {
  readonly spentMs: number;
  readonly loops: number;
  readonly faces: number;
  readonly names: readonly NamesAt[];
}

export interface BenchStage {
  load(options: StageOptions): Promise<void>;
  play(): Promise<void>;
  playback(): Playback;
  startWatch(): void;
  readWatch(): PageReading;
  /** Enrolls everybody; returns whom the peer could not find on the picture. */
  openRival(name: RivalName, people: readonly string[]): Promise<{ facts: SystemFacts; missed: string[] }>;
  startRival(): void;
  stopRival(): RivalLog;
  /** Feeds the first video to a detector alone, at most so many frames a second. */
  startDetector(framesPerSecond: number, name: FloorName): Promise<void>;
  /** What each run took. */
  stopDetector(): number[];
}

declare global {
  var benchStage: BenchStage;
}

let presentations: Presentation[] = [];
let rival: Rival | undefined;
let log = { startMs: 0, loops: 0, faces: 0, names: [] as NamesAt[] };
/** Of the latest start; 0 while no peer is to go on. */
let run = 0;
let runs = 0;
const bare = new BareDetector();
const watch = new PageWatch();

globalThis.benchStage = {
  load,
  async play() {
    await Promise.all([...document.querySelectorAll('video')].map((video) => video.play()));
  },
  playback() {
    const video = firstVideo();
    const { totalVideoFrames, droppedVideoFrames } = video.getVideoPlaybackQuality();
    return {
      nowMs: performance.now(),
      isEnded: video.ended,
      frames: totalVideoFrames,
      droppedFrames: droppedVideoFrames,
      presentations,
    };
  },
  startWatch: () => {
    watch.start();
  },
  readWatch: () => watch.read(),
  async openRival(name, people) {
    const opened = await openRival(name);
    const missed: string[] = [];
    for (const person of people) {
      if (!(await opened.enroll(await drawPortrait(person), person))) missed.push(person);
    }
    // Warm, and not of this clip.
    rival = opened;
    return { facts: opened.facts, missed };
  },
  startRival() {
    log = { startMs: performance.now(), loops: 0, faces: 0, names: [] };
    run = ++runs;
    follow(run).catch(rethrow);
  },
  stopRival() {
    run = 0;
    const { startMs, ...rest } = log;
    return { spentMs: performance.now() - startMs, ...rest };
  },
  startDetector: (framesPerSecond, name) => bare.start(firstVideo(), framesPerSecond, name),
  stopDetector: () => bare.stop(),
};

async function load({ clip, videos, isLooped }: StageOptions): Promise<void> {
  const columns = Math.ceil(Math.sqrt(videos));
  document.body.style.gridTemplateColumns = `repeat(${String(columns)}, 1fr)`;
  document.body.replaceChildren();
  presentations = [];
  for (let index = 0; index < videos; index++) {
    const video = document.createElement('video');
    video.muted = true;
    video.loop = isLooped;
    video.preload = 'auto';
    video.src = clip;
    document.body.append(video);
    await new Promise((resolve, reject) => {
      video.addEventListener('loadeddata', resolve, { once: true });
      video.addEventListener(
        'error',
        () => {
          reject(new Error('The clip cannot be played.'));
        },
        { once: true },
      );
    });
  }
  listen(firstVideo());
}

function listen(video: HTMLVideoElement): void {
  video.requestVideoFrameCallback((_nowMs, { mediaTime, presentationTime }) => {
    presentations.push({ mediaMs: mediaTime * 1000, shownMs: presentationTime });
    listen(video);
  });
}

/** As the documentation of both peers has it: the next frame when this one is done. */
async function follow(own: number): Promise<void> {
  if (run !== own || rival === undefined) return;
  const { faces, names } = await rival.follow(firstVideo());
  // Stopped, or started anew, meanwhile.
  if (run !== own) return;
  log.loops += 1;
  log.faces += faces;
  log.names.push({ timeMs: performance.now(), names });
  requestAnimationFrame(() => {
    follow(own).catch(rethrow);
  });
}

function firstVideo(): HTMLVideoElement {
  const video = document.querySelector('video');
  if (video === null) throw new Error('There is no video.');
  return video;
}

/** Where nobody waits: it becomes an error of the page, which the terminal shows. */
function rethrow(error: unknown): void {
  reportError(error);
}
