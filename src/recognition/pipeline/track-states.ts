/** @file The states of a session's tracks, by track; a track that nothing is known of has a new one. */
import { isSameVerdict } from '../../core/matching/verdict.ts';
import { newTrackState, without, type TrackState } from './track-state.ts';

export class TrackStates {
  readonly #states = new Map<number, TrackState>();

  /** Undefined for a track that ended, or never was. */
  find(track: number): TrackState | undefined {
    return this.#states.get(track);
  }

  of(track: number): TrackState {
    let state = this.#states.get(track);
    if (state === undefined) {
      state = newTrackState(track);
      this.#states.set(track, state);
    }
    return state;
  }

  change(track: number, change: Partial<TrackState>): void {
    this.#states.set(track, { ...this.of(track), ...change });
  }

  /** Every state through `map`. */
  changeAll(map: (state: TrackState, track: number) => TrackState): void {
    for (const [track, state] of this.#states) this.#states.set(track, map(state, track));
  }

  /** Takes out the tracks that are not in `alive`, and returns them. */
  takeEnded(alive: ReadonlySet<number>): (readonly [number, TrackState])[] {
    const ended = [...this.#states].filter(([track]) => !alive.has(track));
    for (const [track] of ended) this.#states.delete(track);
    return ended;
  }

  /** The person's face may be this anchor again; returns whether it was barred. */
  unbar(person: number, anchorId: string): boolean {
    let isChanged = false;
    this.changeAll((state) => {
      if (state.person !== person || !state.barred.has(anchorId)) return state;
      isChanged = true;
      return { ...state, barred: without(state.barred, anchorId) };
    });
    return isChanged;
  }
}

interface Shown {
  readonly track: number;
  readonly person: number;
  readonly verdict: Parameters<typeof isSameVerdict>[0];
}

/** Whether the faces of one frame are shown in another way than before: one face's look can also take the name from another. */
export function isShownOtherwise(before: readonly Shown[], after: readonly Shown[]): boolean {
  return after.some(({ track, person, verdict }, index) => {
    const former = before[index];
    return former?.track !== track || former.person !== person || !isSameVerdict(verdict, former.verdict);
  });
}
