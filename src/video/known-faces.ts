/** @file Whether everybody in a picture has been judged, so that it need not be looked at again while it stands still. Pure. */
import type { Verdict } from '../core/matching/verdict.ts';
import type { LabelledFace } from '../protocol/video-port.ts';

/** Later than this after the last look, a picture may show somebody else, or nobody. */
const FRESH_MS = 400;
/** Three looks at a face come within this time: the first alone may not say "unknown" for good. */
const FAMILIAR_MS = 600;
/** In one sample only a part of the picture may have been looked at closely. */
const SAMPLES_OF_NOBODY = 3;

export class KnownFaces {
  #faces: readonly LabelledFace[] = [];
  /** Since when each of them has been there. */
  #sinceMs = new Map<number, number>();
  #samples = 0;
  #lookedMs = -Infinity;

  get faces(): readonly LabelledFace[] {
    return this.#faces;
  }

  /** What a sample showed; `lookedMs` when the page showed it. */
  note(faces: readonly LabelledFace[], lookedMs: number): void {
    const before = this.#sinceMs;
    this.#faces = faces;
    this.#sinceMs = new Map(faces.map(({ track }) => [track, before.get(track) ?? lookedMs]));
    this.#samples += 1;
    this.#lookedMs = lookedMs;
  }

  /** The same faces, judged further. */
  judge(faces: readonly LabelledFace[]): void {
    this.#faces = faces;
  }

  forget(): void {
    this.#faces = [];
    this.#sinceMs.clear();
    this.#samples = 0;
    this.#lookedMs = -Infinity;
  }

  /** `shownMs`: since when what is to be seen now has been shown. */
  isSettled(shownMs: number): boolean {
    if (shownMs - this.#lookedMs > FRESH_MS) return false;
    if (this.#faces.length === 0) return this.#samples >= SAMPLES_OF_NOBODY;
    return this.#faces.every(
      ({ track, verdict }) =>
        isJudged(verdict) && this.#lookedMs - (this.#sinceMs.get(track) ?? this.#lookedMs) >= FAMILIAR_MS,
    );
  }
}

/** A "maybe" hopes for a second look that agrees. */
function isJudged({ kind }: Verdict): boolean {
  return kind !== 'pending' && kind !== 'maybe';
}
