/**
 * @file A face of a video, followed beyond its track: tracks end at scene cuts and long hiding, and what comes next in the
 * same place is the same person or somebody else.
 */
import type { CoachLimits } from '../core/enrollment/coach.ts';
import { areOneFace } from '../core/gallery/choose-samples.ts';
import { centerOf, type BoundingBox } from '../core/geometry/bounding-box.ts';
import { MIN_ENROLL_QUALITY } from '../core/quality/face-quality.ts';
import type { TrackLook } from '../recognition/pipeline/track-state.ts';
import type { SessionFace } from '../recognition/pipeline/session-face.ts';
import type { VideoSession } from '../recognition/pipeline/video-session.ts';

export class FollowedFace {
  readonly #session: VideoSession;
  #track: number;
  #person: number | undefined;
  #box: BoundingBox | undefined;
  #goneSinceMs: number | undefined;

  readonly #isEager: boolean;

  /** @param isEager looked at as often as possible until `release`. */
  constructor(session: VideoSession, track: number, isEager: boolean) {
    this.#session = session;
    this.#track = track;
    this.#isEager = isEager;
    this.#remember();
    session.setEager(track, isEager);
  }

  /** The track that shows it, or did last. */
  get track(): number {
    return this.#track;
  }

  /** Undefined while it is there. */
  get goneSinceMs(): number | undefined {
    return this.#goneSinceMs;
  }

  /** @param known looks at it. */
  follow(known: readonly TrackLook[], limits: CoachLimits, nowMs: number): 'there' | 'gone' | 'replaced' {
    if (this.#session.isPresent(this.#track)) {
      this.#remember();
      this.#goneSinceMs = undefined;
      return 'there';
    }
    this.#goneSinceMs ??= nowMs;
    const faces = this.#session.faces();
    const again = faces.find(({ person }) => person === this.#person);
    const inItsPlace = faces.find(({ box }) => this.#isHere(box));
    const look = inItsPlace === undefined ? undefined : this.#goodLookAt(inItsPlace);
    const isSame =
      look !== undefined &&
      known.length > 0 &&
      known.every(({ modelId }) => modelId === look.modelId) &&
      areOneFace([...known, look], limits.metric, limits.maxSpread);
    const next = again ?? (isSame ? inItsPlace : undefined);
    if (next !== undefined) {
      this.#moveTo(next);
      return 'there';
    }
    return look === undefined ? 'gone' : 'replaced';
  }

  release(): void {
    this.#session.setEager(this.#track, false);
  }

  #moveTo({ track }: SessionFace): void {
    this.#session.setEager(this.#track, false);
    this.#track = track;
    this.#session.setEager(track, this.#isEager);
    this.#goneSinceMs = undefined;
    this.#remember();
  }

  #remember(): void {
    const face = this.#session.faces().find(({ track }) => track === this.#track);
    this.#person = face?.person ?? this.#person;
    this.#box = face?.box ?? this.#box;
  }

  /** Whether its middle lies in the box where the face was seen last. */
  #isHere(box: BoundingBox): boolean {
    if (this.#box === undefined) return false;
    const { x, y } = centerOf(box);
    const inX = x >= this.#box.x && x <= this.#box.x + this.#box.width;
    return inX && y >= this.#box.y && y <= this.#box.y + this.#box.height;
  }

  #goodLookAt({ track }: SessionFace): TrackLook | undefined {
    const look = this.#session.latestLook(track);
    return look !== undefined && look.quality >= MIN_ENROLL_QUALITY ? look : undefined;
  }
}
