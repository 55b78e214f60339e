/** @file Who has just appeared and deserves a notice: once an appearance, never for a flicker. Pure; the time is passed in. */
import type { Verdict } from '../matching/verdict.ts';
import { isQuiet, type NoticeRules } from './notice-rules.ts';

/** Out of view for longer is gone; a person who looks away or walks past a pillar is not. */
const GONE_AFTER_MS = 30_000;
/** A face is unknown for certain only after three looks; and whoever is about to be named is named within two seconds. */
const MIN_UNKNOWN_LOOKS = 3;
const MIN_UNKNOWN_MS = 2000;
/** All strangers together: nobody can tell whether a stranger who comes back is the same. */
const STRANGER = 'stranger';

export interface FaceNow {
  /** Of the track. */
  readonly face: string;
  readonly verdict: Verdict;
  /** Good looks behind the verdict. */
  readonly looks: number;
}

export interface Announcement {
  /** Undefined for somebody unknown. */
  readonly name: string | undefined;
  /** The face to show. */
  readonly face: string;
}

export class Appearances {
  /** By anchor, or `STRANGER`: when they were in view last. Whoever is in here was announced, or silently noted. */
  readonly #present = new Map<string, number>();
  readonly #unknownSince = new Map<string, number>();
  /** Tracks that were in view while notices were off: whoever they turn out to be is no news. */
  readonly #seenBefore = new Set<string>();

  /** The announcements to make now. `minuteOfDay` in local time. */
  update(faces: readonly FaceNow[], nowMs: number, minuteOfDay: number, rules: NoticeRules): Announcement[] {
    for (const [who, seenMs] of this.#present) {
      if (nowMs - seenMs > GONE_AFTER_MS) this.#present.delete(who);
    }
    this.#forgetTracks(faces);
    const announcements: Announcement[] = [];
    for (const { face, verdict, looks } of faces) {
      if (!rules.isOn) this.#seenBefore.add(face);
      const who = this.#whoIs(face, verdict, looks, nowMs);
      if (who === undefined) continue;
      const isNew = !this.#present.has(who);
      this.#present.set(who, nowMs);
      // Quiet hours pass over an appearance for good: nobody wants it the morning after.
      if (!isNew || this.#seenBefore.has(face) || !isWanted(rules, who) || isQuiet(rules, minuteOfDay))
        continue;
      announcements.push({ name: verdict.kind === 'named' ? verdict.name : undefined, face });
    }
    return announcements;
  }

  #whoIs(face: string, verdict: Verdict, looks: number, nowMs: number): string | undefined {
    if (verdict.kind === 'named') {
      this.#unknownSince.delete(face);
      return `anchor:${verdict.anchorId}`;
    }
    // Who may be somebody saved is not announced as a stranger; if it is one, the verdict will say so.
    if (verdict.kind !== 'unknown') {
      this.#unknownSince.delete(face);
      return undefined;
    }
    // Noting somebody in silence needs no certainty.
    if (this.#seenBefore.has(face)) return STRANGER;
    const sinceMs = this.#unknownSince.get(face) ?? nowMs;
    this.#unknownSince.set(face, sinceMs);
    return looks >= MIN_UNKNOWN_LOOKS && nowMs - sinceMs >= MIN_UNKNOWN_MS ? STRANGER : undefined;
  }

  #forgetTracks(faces: readonly FaceNow[]): void {
    const shown = new Set(faces.map(({ face }) => face));
    for (const face of this.#unknownSince.keys()) if (!shown.has(face)) this.#unknownSince.delete(face);
    for (const face of this.#seenBefore) if (!shown.has(face)) this.#seenBefore.delete(face);
  }
}

function isWanted({ isOn, who, anchorIds, isForUnknown }: NoticeRules, key: string): boolean {
  if (!isOn) return false;
  if (key === STRANGER) return isForUnknown;
  return who === 'saved' || (who === 'chosen' && anchorIds.some((id) => key === `anchor:${id}`));
}
