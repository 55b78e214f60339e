/**
 * @file The face that a person is dealing with: it stays on the picture, as it was, while its track or its verdict flickers,
 * and is picked up again when the same person comes back as another track.
 */
import type { Verdict } from '../../core/matching/verdict.ts';
import type { LabelledFace } from '../../protocol/video-port.ts';

export class HeldFace {
  #face: LabelledFace;
  /** What stays written on it; undefined lets the verdict change. */
  readonly #verdict: Verdict | undefined;
  #goneSinceMs: number | undefined;

  constructor(face: LabelledFace, { keepsVerdict }: { readonly keepsVerdict: boolean }) {
    this.#face = face;
    this.#verdict = keepsVerdict ? face.verdict : undefined;
  }

  get face(): LabelledFace {
    return this.#face;
  }

  /** How long it has been out of the picture. */
  goneMs(nowMs: number): number {
    return this.#goneSinceMs === undefined ? 0 : nowMs - this.#goneSinceMs;
  }

  /** The faces with this one among them, whether it is there or not. */
  among(faces: readonly LabelledFace[], nowMs: number): readonly LabelledFace[] {
    const { track, person } = this.#face;
    const found = faces.find((face) => face.track === track) ?? faces.find((face) => face.person === person);
    if (found === undefined) {
      this.#goneSinceMs ??= nowMs;
      return [...faces, this.#face];
    }
    this.#goneSinceMs = undefined;
    this.#face = { ...found, verdict: this.#verdict ?? found.verdict };
    return faces.map((face) => (face === found ? this.#face : face));
  }
}
