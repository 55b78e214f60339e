/**
 * @file Collecting looks at one face of a video for an enrollment: follows the face while it is there, lets the coach
 * judge each look, and stops when it is done, when nothing new comes, or when somebody else takes the face's place.
 */
import { adviseOn, type Advice, type Hint } from '../core/enrollment/advice.ts';
import {
  ENOUGH_LOOKS,
  WANTED_LOOKS,
  coachLook,
  isTakenOver,
  looksToSave,
  recallLooks,
  startCoach,
  type Coach,
  type CoachLimits,
} from '../core/enrollment/coach.ts';
import { nextPrompt, type Prompt } from '../core/enrollment/prompt.ts';
import { FaultError } from '../core/errors/fault.ts';
import type { CollectMode } from '../protocol/enroll-messages.ts';
import type { TrackLook } from '../recognition/pipeline/track-state.ts';
import { FollowedFace } from './followed-face.ts';
import type { View } from './knowledge.ts';
import type { WatchedVideo } from './watched-video.ts';

export interface CollectOptions {
  readonly video: WatchedVideo;
  readonly track: number;
  /** Read at each look: it may change meanwhile. */
  readonly view: View;
  readonly mode: CollectMode;
  /** To go on from. */
  readonly coach?: Coach<TrackLook>;
  onProgress(advice: Advice, hint: Hint | undefined): void;
}

export interface Collected {
  readonly coach: Coach<TrackLook>;
  /** Somebody else came into the face's place. */
  readonly isCutShort: boolean;
  /** The track that showed the face last. */
  readonly track: number;
}

interface Patience {
  /** In all. */
  readonly mostMs: number;
  /** Since the last look that was new. */
  readonly idleMs: number;
  /** While the face is away. */
  readonly goneMs: number;
}

const PATIENCE: Readonly<Record<CollectMode, Patience>> = {
  /** Long enough to follow three prompts; whoever follows none has walked away, or is a picture on the wall. */
  coached: { mostMs: 20_000, idleMs: 7000, goneMs: 5000 },
  /** Whoever named a face in a video waits for it: a still picture has shown all that it has after two seconds. */
  passive: { mostMs: 4000, idleMs: 2000, goneMs: 1000 },
  more: { mostMs: 60_000, idleMs: Infinity, goneMs: Infinity },
};

/** Often enough that nobody sees it. */
const TICK_MS = 200;

/** Looks from before count as well, so that a paused video, or a face that has just left, can still be enrolled. */
export class LookCollection {
  /** Rejects with a FaultError `face-gone`, `face-not-clear` or `face-mixed`. */
  readonly collected: Promise<Collected>;
  readonly #options: CollectOptions;
  readonly #earlier: readonly TrackLook[];
  readonly #face: FollowedFace;
  readonly #startedMs = performance.now();
  #newestMs = performance.now();
  #coach: Coach<TrackLook>;
  #prompt: Prompt | undefined;
  #end: (isCutShort: boolean) => void = () => undefined;

  constructor(options: CollectOptions) {
    const { video, track, mode, coach = startCoach<TrackLook>() } = options;
    this.#options = options;
    this.#coach = coach;
    this.#earlier = video.session.keptLooks(track);
    // A minute of hurry would slow down everybody else's names.
    this.#face = new FollowedFace(video.session, track, mode !== 'more');
    this.collected = this.#collect();
  }

  /** Makes do with what is there. */
  finish(): void {
    this.#end(false);
  }

  async #collect(): Promise<Collected> {
    try {
      const { video, track, mode } = this.#options;
      const isPresent = video.session.isPresent(track);
      if (this.#coach.accepted.length === 0 && this.#earlier.length === 0 && !isPresent) {
        throw new FaultError('face-gone', 'no look was kept');
      }
      const canCome = (isPresent && video.state === 'watching') || mode === 'more';
      const isCutShort = canCome && (await this.#wait());
      return { coach: this.#settle(), isCutShort, track: this.#face.track };
    } finally {
      this.#face.release();
    }
  }

  /** @returns whether somebody else ended it */
  async #wait(): Promise<boolean> {
    const { video } = this.#options;
    const listen = (track: number, look: TrackLook): void => {
      if (track === this.#face.track) this.#hear(look);
    };
    const timer = setInterval(() => {
      this.#tick(performance.now());
    }, TICK_MS);
    video.lookListeners.add(listen);
    this.#tell();
    try {
      return await new Promise((resolve) => {
        this.#end = resolve;
      });
    } finally {
      clearInterval(timer);
      video.lookListeners.delete(listen);
    }
  }

  #hear(look: TrackLook): void {
    const { accepted } = this.#coach;
    this.#coach = coachLook(this.#coach, look, this.#limits());
    if (accepted.length === 0 && this.#coach.accepted.length > 0) {
      this.#coach = recallLooks(this.#coach, this.#earlier, this.#limits());
    }
    if (this.#coach.accepted !== accepted) this.#newestMs = performance.now();
    if (isTakenOver(this.#coach)) this.#end(true);
    else if (isDone(this.#coach, this.#options.mode)) this.#end(false);
    else this.#tell();
  }

  #tick(nowMs: number): void {
    const { mode } = this.#options;
    const patience = PATIENCE[mode];
    const known = this.#coach.accepted.length > 0 ? this.#coach.accepted : this.#earlier;
    if (this.#face.follow(known, this.#limits(), nowMs) === 'replaced') {
      this.#end(true);
      return;
    }
    const { goneSinceMs } = this.#face;
    const isIdle = nowMs - this.#newestMs >= patience.idleMs && isWorthEnding(this.#coach, mode);
    const isGone = goneSinceMs !== undefined && nowMs - goneSinceMs >= patience.goneMs;
    if (isIdle || isGone || nowMs - this.#startedMs >= patience.mostMs) this.#end(false);
    else this.#tell();
  }

  #tell(): void {
    const advice = adviseOn(this.#coach);
    const missing: readonly Hint[] = this.#face.goneSinceMs === undefined ? advice.missing : ['come-back'];
    this.#prompt = nextPrompt(this.#prompt, missing, performance.now());
    this.#options.onProgress(advice, this.#prompt?.hint);
  }

  #settle(): Coach<TrackLook> {
    const isEmpty = this.#coach.accepted.length === 0;
    const coach = isEmpty ? recallLooks(this.#coach, this.#earlier, this.#limits()) : this.#coach;
    if (coach.accepted.length === 0) {
      // Only looks that cannot be of one person are not recalled.
      throw new FaultError(this.#earlier.length > 0 ? 'face-mixed' : 'face-not-clear', 'nothing to save');
    }
    // Which of the two faces was meant, so few looks do not tell.
    if (isTakenOver(coach) && looksToSave(coach).length < ENOUGH_LOOKS) {
      throw new FaultError('face-mixed', 'another face came');
    }
    return coach;
  }

  #limits(): CoachLimits {
    const { gallery, limits } = this.#options.view;
    return {
      metric: gallery.metric,
      maxSpread: limits.maxSpread,
      mayUncover: this.#options.mode === 'coached',
    };
  }
}

/** How far it is, for whoever looks on. */
export function progressOf({ collected, covered, missing, isEnough }: Advice, hint: Hint | undefined) {
  // Not all of them until nothing is missing: the last place is for the side that nobody has seen yet.
  const wanted = Math.max(WANTED_LOOKS, missing.length === 0 ? collected : collected + 1);
  return { collected, wanted, covered: [...covered], isEnough, ...(hint === undefined ? {} : { hint }) };
}

function isDone(coach: Coach, mode: CollectMode): boolean {
  const { isComplete, isFull } = adviseOn(coach);
  return isComplete || isFull || (mode === 'passive' && coach.accepted.length >= WANTED_LOOKS);
}

/** Somebody who waits for a video would rather wait two seconds more than save one picture. */
function isWorthEnding(coach: Coach, mode: CollectMode): boolean {
  return mode === 'coached' ? coach.accepted.length > 0 : looksToSave(coach).length >= ENOUGH_LOOKS;
}
