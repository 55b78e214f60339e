/**
 * @file The names that the tracks of one video must not bear: "not X" holds for its own track from the click on, before
 * anything is stored, and for as long as its rejection is in force.
 */
import { isAgainst } from '../core/corrections/correction.ts';
import type { Configuration } from '../protocol/background-messages.ts';
import type { VideoSession } from '../recognition/pipeline/video-session.ts';

interface Bar {
  readonly track: number;
  anchorIds: readonly string[];
  /** Undefined until it is stored. */
  correctionId: string | undefined;
  /** Whether a configuration has told of it: from then on it goes when one does not. */
  isKnown: boolean;
}

export interface BarHandle {
  /** The rejection is stored. */
  keep(correctionId: string): void;
  /** It could not be stored. */
  drop(): void;
}

/** As many as one may say in a few minutes; tracks that ended long ago need none. */
const MAX_BARS = 200;

export class Bars {
  readonly #session: VideoSession;
  #bars: readonly Bar[] = [];

  constructor(session: VideoSession) {
    this.#session = session;
  }

  add(track: number, anchorId: string): BarHandle {
    const bar: Bar = { track, anchorIds: [anchorId], correctionId: undefined, isKnown: false };
    for (const old of this.#bars.slice(0, -(MAX_BARS - 1))) this.#remove(old);
    this.#bars = [...this.#bars, bar];
    this.#session.bar(track, anchorId);
    return {
      keep: (correctionId) => {
        bar.correctionId = correctionId;
      },
      drop: () => {
        this.#remove(bar);
      },
    };
  }

  /** Rejections of this track's face that are stored. */
  correctionsOf(track: number): string[] {
    return this.#bars.filter((bar) => bar.track === track).flatMap(({ correctionId }) => correctionId ?? []);
  }

  /** Lifts what was undone; follows anchors that were merged, or enrolled anew. Returns whether a shown verdict changed. */
  follow({ rejections, anchors }: Configuration): boolean {
    let isChanged = false;
    for (const bar of this.#bars) {
      if (bar.correctionId === undefined) continue;
      const rejection = rejections.find(({ correctionId }) => correctionId === bar.correctionId);
      if (rejection === undefined) {
        if (bar.isKnown) isChanged = this.#remove(bar) || isChanged;
        continue;
      }
      bar.isKnown = true;
      const wanted = anchors.filter((anchor) => isAgainst(rejection, anchor)).map(({ anchorId }) => anchorId);
      isChanged = this.#change(bar, wanted) || isChanged;
    }
    return isChanged;
  }

  #remove(bar: Bar): boolean {
    this.#bars = this.#bars.filter((one) => one !== bar);
    return this.#change(bar, []);
  }

  #change(bar: Bar, anchorIds: readonly string[]): boolean {
    const { track, anchorIds: former } = bar;
    bar.anchorIds = anchorIds;
    const isBarred = (anchorId: string): boolean =>
      this.#bars.some((one) => one.track === track && one.anchorIds.includes(anchorId));
    const lifted = former.filter((anchorId) => !isBarred(anchorId));
    const changes = [
      ...lifted.map((anchorId) => this.#session.unbar(track, anchorId)),
      ...anchorIds.map((anchorId) => this.#session.bar(track, anchorId)),
    ];
    return changes.includes(true);
  }
}
