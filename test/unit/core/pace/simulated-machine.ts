/**
 * @file A machine with a detector and an embedder, one run each at a time, and videos of 30 frames a second on it, in steps of
 * a millisecond. Looks come as the schedule wants them: three for a new face, then one in two seconds.
 */
import { Governor } from '../../../../src/core/pace/governor.ts';
import { FIRST_SAMPLE, type SampleWish } from '../../../../src/core/pace/sample-wish.ts';

export interface Machine {
  readonly budgetCores: number;
  /** Times in milliseconds at this moment. */
  readonly detectMs: (nowMs: number) => number;
  readonly embedMs: (nowMs: number) => number;
  /** Of both main threads, for a frame. */
  readonly ownMs?: number;
  readonly pageMs?: number;
  /** Everything else on the machine: how many times as long a frame takes. */
  readonly videos: readonly SimulatedVideo[];
}

export interface SimulatedVideo {
  readonly faces: (nowMs: number) => number;
  readonly weight?: number;
}

interface State {
  readonly id: number;
  readonly video: SimulatedVideo;
  wish: SampleWish;
  sampledMs: number;
  isFlying: boolean;
  answers: number[];
  faces: { looks: number; lookedMs: number; isAsked: boolean }[];
}

interface Job {
  readonly arrivedMs: number;
  readonly run: (queueMs: number) => { readonly durationMs: number; readonly done: () => void };
}

/** One run at a time, in order. */
class Worker {
  readonly #jobs: Job[] = [];
  #freeMs = 0;
  #done: (() => void) | undefined;

  add(job: Job): void {
    this.#jobs.push(job);
  }

  step(nowMs: number): void {
    if (this.#done !== undefined && nowMs >= this.#freeMs) {
      const done = this.#done;
      this.#done = undefined;
      done();
    }
    if (this.#done !== undefined) return;
    const job = this.#jobs.shift();
    if (job === undefined) return;
    const { durationMs, done } = job.run(nowMs - job.arrivedMs);
    this.#freeMs = nowMs + durationMs;
    this.#done = done;
  }
}

const FRAME_MS = 1000 / 30;
/** As viewers allow for frames that come early. */
const SLACK_MS = 8;
const REFINE_SHARE = 1;
const EARLY_LOOKS = 3;

export interface Second {
  /** Answers by video. */
  readonly boxes: readonly number[];
  readonly looks: number;
  readonly pixelCounts: readonly number[];
  readonly cores: number;
  readonly coresTold: number;
  readonly isHeldBack: boolean;
  /** As `npm run bench` counts it: detector, embedder and own time over frames. */
  readonly msPerFrame: number;
}

export function simulate(machine: Machine, seconds: number): Second[] {
  const { ownMs = 1, pageMs = 4 } = machine;
  const governor = new Governor();
  governor.setBudget(machine.budgetCores);
  const [detector, embedder] = [new Worker(), new Worker()];
  const videos = machine.videos.map<State>((video, index) => ({
    id: index + 1,
    video,
    wish: FIRST_SAMPLE,
    sampledMs: -Infinity,
    isFlying: false,
    answers: [],
    faces: [],
  }));
  const result: Second[] = [];
  let [busyMs, pageBusyMs, frames, looks] = [0, 0, 0, 0];

  const look = (face: State['faces'][number], nowMs: number): void => {
    face.isAsked = true;
    governor.noteLookBegun();
    const refineMs = machine.detectMs(nowMs) * REFINE_SHARE;
    detector.add({
      arrivedMs: nowMs,
      run: () => ({
        durationMs: refineMs,
        done: () => {
          embed(face, refineMs);
        },
      }),
    });
  };
  let clock = 0;
  const embed = (face: State['faces'][number], refineMs: number): void => {
    const embedMs = machine.embedMs(clock);
    embedder.add({
      arrivedMs: clock,
      run: () => ({
        durationMs: embedMs,
        done: () => {
          busyMs += refineMs + embedMs;
          looks++;
          face.looks++;
          face.lookedMs = clock;
          face.isAsked = false;
          governor.noteLookEnded({ refineMs, embedMs, threads: 1 }, clock);
        },
      }),
    });
  };
  const answer = (state: State, queueMs: number, detectMs: number): void => {
    const count = state.video.faces(clock);
    while (state.faces.length < count) state.faces.push({ looks: 0, lookedMs: -Infinity, isAsked: false });
    state.faces.length = count;
    const { urgent, routine, all } = governor.allowance();
    const due = state.faces
      .filter(
        ({ isAsked, looks: done, lookedMs }) =>
          !isAsked && clock - lookedMs > (done < EARLY_LOOKS ? 100 : 2000),
      )
      .sort((a, b) => a.looks - b.looks || a.lookedMs - b.lookedMs);
    const wanted: State['faces'] = [];
    for (const face of due) {
      if (wanted.length < Math.min(2, all, face.looks < EARLY_LOOKS ? urgent : routine)) wanted.push(face);
    }
    governor.noteAsked(wanted.length);
    governor.noteSeen(state.id, state.video.weight ?? 640 * 360, count > 0, clock);
    state.wish = governor.govern(state.id, FIRST_SAMPLE, clock);
    governor.noteFrame({ detectMs, ownMs, pageMs, queueMs }, clock);
    busyMs += detectMs + ownMs;
    pageBusyMs += pageMs;
    frames++;
    state.isFlying = false;
    state.answers.push(clock);
    for (const face of wanted) look(face, clock);
  };

  for (clock = 0; clock < seconds * 1000; clock++) {
    for (const state of videos) {
      const isPresented = Math.floor(clock / FRAME_MS) !== Math.floor((clock - 1) / FRAME_MS);
      if (!isPresented || state.isFlying || clock - state.sampledMs < state.wish.afterMs - SLACK_MS) continue;
      [state.isFlying, state.sampledMs] = [true, clock];
      detector.add({
        arrivedMs: clock,
        run: (queueMs) => {
          const detectMs = machine.detectMs(clock);
          return {
            durationMs: detectMs,
            done: () => {
              answer(state, queueMs, detectMs);
            },
          };
        },
      });
    }
    detector.step(clock);
    embedder.step(clock);
    if (clock % 1000 !== 999) continue;
    const { isHeldBack, coresUsed } = governor.status(clock);
    result.push({
      boxes: videos.map(({ answers }) => answers.length),
      looks,
      pixelCounts: videos.map(({ wish }) => wish.pixelCount),
      cores: (busyMs + pageBusyMs) / 1000,
      coresTold: coresUsed,
      isHeldBack,
      msPerFrame: busyMs / Math.max(1, frames),
    });
    [busyMs, pageBusyMs, frames, looks] = [0, 0, 0, 0];
    for (const state of videos) state.answers = [];
  }
  return result;
}

/** The mean over the seconds from `from` on. */
export function meanOf(seconds: readonly Second[], from: number, value: (second: Second) => number): number {
  const later = seconds.slice(from);
  return later.reduce((sum, second) => sum + value(second), 0) / later.length;
}
