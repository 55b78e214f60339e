/** @file Which names a viewer was told of which face: a page may speak of those only. */
import { anchorOf, type Verdict } from '../core/matching/verdict.ts';

/** Long enough to open a label's menu, think and type; short enough that what was shown long ago is out of reach. */
const TOLD_MS = 5 * 60_000;
/** Faces of one video; beyond it those that were told of longest ago are forgotten. */
const MAX_TOLD = 200;

export class ToldNames {
  /** By track and anchor: when it was told last. In the order of telling. */
  readonly #told = new Map<string, number>();

  note(faces: readonly { readonly track: number; readonly verdict: Verdict }[], nowMs: number): void {
    for (const { track, verdict } of faces) {
      const anchorId = anchorOf(verdict);
      if (anchorId === undefined) continue;
      this.#told.delete(keyOf(track, anchorId));
      this.#told.set(keyOf(track, anchorId), nowMs);
    }
    for (const key of this.#told.keys()) {
      if (this.#told.size <= MAX_TOLD) break;
      this.#told.delete(key);
    }
  }

  has(track: number, anchorId: string, nowMs: number): boolean {
    return nowMs - (this.#told.get(keyOf(track, anchorId)) ?? -Infinity) <= TOLD_MS;
  }
}

function keyOf(track: number, anchorId: string): string {
  return `${String(track)}/${anchorId}`;
}
