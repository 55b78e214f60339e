/**
 * @file Keeps recognition within its share of the processor: how often each video is sampled, how finely, and how many closer
 * looks are taken, from what frames and looks took of late. A machine that slows down, by heat, on battery or by other
 * programs, shows in these times, and in frames that wait. Pure; times and measurements are passed in.
 */
import type { BoundingBox } from '../geometry/bounding-box.ts';
import { ALL_LOOKS, type LookAllowance } from './look-allowance.ts';
import { LookPurse } from './look-purse.ts';
import { PacedVideo } from './paced-video.ts';
import { RATES, pauseOf, shareRates, type Rate } from './rate-ladder.ts';
import type { SampleWish } from './sample-wish.ts';
import { Strain } from './strain.ts';
import { TypicalDuration } from './typical-duration.ts';
import { Usage } from './usage.ts';

export interface FrameCost {
  /** In the detector; 0 for a frame that it did not see. */
  readonly detectMs: number;
  /** On the main threads of the recognizer and of the page. */
  readonly ownMs: number;
  readonly pageMs: number;
  /** From its arrival until the detector began with it. */
  readonly queueMs: number;
}

export interface LookCost {
  readonly refineMs: number;
  readonly embedMs: number;
  /** That worked on the embedding together. */
  readonly threads: number;
}

export interface PaceStatus {
  /** Over all videos. */
  readonly boxesPerSecondAimed: number;
  /** Whether the budget, and not the machine, keeps a video below its full rate. */
  readonly isHeldBack: boolean;
  readonly coresUsed: number;
}

/** The detector's input is 192 px wide: below that, small faces suffer. */
const COARSE_PIXEL_COUNT = 192 * 108;
/** From this rate on, frames are as fine as they come. */
const FINE_RATE: Rate = 15;
/** For so many videos, however dear frames are: below it tracks break, and names with them. */
const LEAST_RATE: Rate = 5;
const LEAST_SHARERS = 4;
/** Of the budget, before a rate rises. */
const SAFE_SHARE = 0.9;
/** Of the detector's time, for frames: an answer is not to wait for the frame of another video. */
const DETECTOR_SHARE = 0.8;
/** Of the budget that looks may take from frames. */
const MAX_LOOK_SHARE = 0.5;
/** As many looks wait for the network as it answers within this time: more would only make every name late. */
const MAX_LOOK_WAIT_MS = 200;
const MAX_PENDING_LOOKS = 4;
/** A video from which nothing came for so long takes nothing. The slowest are sampled once a second. */
const STALE_MS = 2500;
/** Its probing begins anew after that anyway. */
const FORGOTTEN_MS = 60_000;

export class Governor {
  readonly #videos = new Map<number, PacedVideo>();
  readonly #frameMs = new TypicalDuration();
  readonly #detectMs = new TypicalDuration();
  readonly #lookMs = new TypicalDuration();
  readonly #embedMs = new TypicalDuration();
  readonly #frames = new Usage();
  readonly #looks = new Usage();
  readonly #strain = new Strain();
  readonly #purse = new LookPurse();
  #budgetMs = Infinity;
  #pendingLooks = 0;

  /** In cores; from now on. */
  setBudget(cores: number): void {
    this.#budgetMs = cores * 1000;
  }

  /** What a frame of this video showed. `weight` is larger for videos that come first. */
  noteSeen(id: number, weight: number, hasFaces: boolean, nowMs: number): void {
    const video = this.#videoOf(id);
    video.weight = weight;
    video.seenMs = nowMs;
    video.probing.note(hasFaces, nowMs);
  }

  /** Nothing more comes of this video: what it took is free for the others at once. */
  forget(id: number): void {
    this.#videos.delete(id);
  }

  /** After a frame of any video was answered. */
  noteFrame({ detectMs, ownMs, pageMs, queueMs }: FrameCost, nowMs: number): void {
    const frameMs = detectMs + ownMs + pageMs;
    this.#frameMs.add(frameMs);
    this.#detectMs.add(detectMs);
    this.#frames.add(frameMs, nowMs);
    if (detectMs > 0) this.#strain.note(queueMs, detectMs, nowMs);
    const lookMs = this.#lookMs.ms;
    if (lookMs === undefined) return;
    this.#purse.fill(detectMs + ownMs, this.#frames.perSecond(nowMs), this.#budgetMs, lookMs, nowMs);
  }

  /** The wish for this video's next sample, later or coarser where the budget asks for it. */
  govern(id: number, wish: SampleWish, nowMs: number): SampleWish {
    const video = this.#videoOf(id);
    const probeMs = video.probing.pauseMs();
    if (probeMs !== undefined) {
      video.forgetRate();
      return { ...wish, afterMs: Math.max(wish.afterMs, probeMs) };
    }
    const affordable = this.#plan(1, this.#budgetMs, nowMs).get(id) ?? RATES[0];
    const safe = this.#plan(SAFE_SHARE, this.#budgetMs, nowMs).get(id) ?? RATES[0];
    const rate = video.follow(affordable, safe, nowMs);
    // A part of a picture is looked into for small faces: it stays as fine as it is.
    const isFine = rate >= FINE_RATE || !isWhole(wish.view);
    return {
      ...wish,
      afterMs: Math.max(wish.afterMs, pauseOf(rate)),
      pixelCount: isFine ? wish.pixelCount : Math.min(wish.pixelCount, COARSE_PIXEL_COUNT),
    };
  }

  /** How many looks the next answer may ask for. */
  allowance(): LookAllowance {
    const embedMs = this.#embedMs.ms ?? 0;
    const most = Math.max(1, Math.min(MAX_PENDING_LOOKS, Math.round(MAX_LOOK_WAIT_MS / embedMs)));
    const places = most - this.#pendingLooks;
    const lookMs = this.#lookMs.ms;
    // Nothing is known of their cost yet.
    if (lookMs === undefined) return places > 0 ? { ...ALL_LOOKS, all: places } : { ...ALL_LOOKS, all: 0 };
    return this.#purse.allowance(lookMs, places);
  }

  noteAsked(looks: number): void {
    this.#purse.spend(looks, this.#lookMs.ms ?? 0);
  }

  noteLookBegun(): void {
    this.#pendingLooks++;
  }

  /** `cost` is missing where the look came to nothing. */
  noteLookEnded(cost: LookCost | undefined, nowMs: number): void {
    this.#pendingLooks--;
    if (cost === undefined) return;
    const { refineMs, embedMs, threads } = cost;
    const lookMs = refineMs + embedMs * threads;
    this.#lookMs.add(lookMs);
    this.#embedMs.add(embedMs);
    this.#looks.add(lookMs, nowMs);
  }

  status(nowMs: number): PaceStatus {
    const active = this.#active(nowMs);
    const free = this.#plan(1, Infinity, nowMs);
    const rates = active.map(({ rate, probing }) => rate ?? 1000 / (probing.pauseMs() ?? 1000));
    return {
      boxesPerSecondAimed: rates.reduce((sum, one) => sum + one, 0),
      isHeldBack: active.some(({ id, rate }) => rate !== undefined && rate < (free.get(id) ?? 0)),
      coresUsed: (this.#frames.perSecond(nowMs) + this.#looks.perSecond(nowMs)) / 1000,
    };
  }

  /** The rates of all videos with faces, within `share` of the budget and of the detector's time. */
  #plan(share: number, budgetMs: number, nowMs: number): ReadonlyMap<number, Rate> {
    const sharers = this.#active(nowMs).filter(({ probing }) => probing.pauseMs() === undefined);
    const [frameMs, detectMs] = [this.#frameMs.ms ?? 0, this.#detectMs.ms ?? 0];
    const looksMs = Math.min(this.#looks.perSecond(nowMs), budgetMs * MAX_LOOK_SHARE);
    const strain = this.#strain.factor;
    const withinBudget = (budgetMs * share - looksMs) / (frameMs * strain);
    const withinDetector = (1000 * DETECTOR_SHARE * share) / (detectMs * strain);
    const least = LEAST_RATE * Math.min(sharers.length, LEAST_SHARERS);
    return shareRates(sharers, Math.max(least, Math.min(withinBudget, withinDetector)));
  }

  #active(nowMs: number): PacedVideo[] {
    for (const [id, { seenMs }] of this.#videos) if (nowMs - seenMs > FORGOTTEN_MS) this.#videos.delete(id);
    return [...this.#videos.values()].filter(({ seenMs }) => nowMs - seenMs < STALE_MS);
  }

  #videoOf(id: number): PacedVideo {
    let video = this.#videos.get(id);
    if (video === undefined) {
      video = new PacedVideo(id);
      this.#videos.set(id, video);
    }
    return video;
  }
}

function isWhole({ width, height }: BoundingBox): boolean {
  return width === 1 && height === 1;
}
