/**
 * @file One video: from detections to labelled faces, and the decision which faces deserve a closer look now. Pure; the
 * networks' answers and the time are passed in.
 */
import { intersectionOverUnion, pointInRegion, type BoundingBox } from '../../core/geometry/bounding-box.ts';
import { mapLandmarks, type Detection, type FaceLandmarks } from '../../core/geometry/landmarks.ts';
import type { Gallery } from '../../core/gallery/gallery.ts';
import { NO_SCENE, watchScene, type SceneState } from '../../core/image/scene-cut.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import {
  NO_EVIDENCE,
  addLook,
  isTakenOver,
  joinEvidence,
  rejudge,
  type Evidence,
} from '../../core/matching/evidence.ts';
import { findReturned } from '../../core/matching/find-returned.ts';
import type { MatchLimits } from '../../core/matching/limits.ts';
import { UNKNOWN, isSameVerdict, type Verdict } from '../../core/matching/verdict.ts';
import { MIN_QUALITY } from '../../core/quality/face-quality.ts';
import {
  NO_TRACKS,
  endTrack,
  endTracks,
  isVisible,
  renumberTrack,
  updateTracks,
  type Track,
  type Tracks,
} from '../../core/tracking/track-faces.ts';
import { regionFor, viewOf, type FrameFacts, type RegionRequest } from './face-region.ts';
import { isLookDue, nextLooks } from './look-schedule.ts';
import { PeopleMemory, type FormerTrack } from './people-memory.ts';
import {
  joinKept,
  keepLook,
  newTrackState,
  verdictOf,
  without,
  withoutBarred,
  type TrackLook,
  type TrackState,
} from './track-state.ts';
import { undisputed } from './undisputed.ts';

export interface SessionFace {
  readonly track: number;
  /** The track by which this person was first seen, see `protocol/video-port.ts`. */
  readonly person: number;
  readonly box: BoundingBox;
  readonly verdict: Verdict;
}

/** Away for longer, another face may have taken the place. */
const RETURNED_AFTER_MS = 500;
/** Boxes that share this much of their area can be mistaken for each other. */
const CROWDED_OVERLAP = 0.1;
/** A face that was not recognised as somebody who left by its third good look is somebody new. */
const MAX_LOOKS_TO_RETURN = 3;

export class VideoSession {
  #tracks: Tracks = NO_TRACKS;
  readonly #states = new Map<number, TrackState>();
  #scene: SceneState = NO_SCENE;
  #shownMs = 0;
  /** Tracks that are being enrolled: looked at as often as possible. */
  readonly #eager = new Set<number>();
  readonly #former = new PeopleMemory();

  /** Ends all tracks when the picture was cut. Call for each frame, in order, before `update`. */
  noteFrame(pixels: Pixels): void {
    const { scene, isCut } = watchScene(this.#scene, pixels);
    this.#scene = scene;
    if (isCut) {
      this.#tracks = endTracks(this.#tracks);
      this.#forgetEnded();
    }
  }

  /** The faces of the frame, and the regions to look at; `mayLook` false asks for none (the embedder is behind). */
  update(detections: readonly Detection[], frame: FrameFacts, mayLook: boolean): RegionRequest[] {
    const { nowMs } = frame;
    const lastSeen = new Map(this.#tracks.list.map(({ id, lastSeenMs }) => [id, lastSeenMs]));
    this.#tracks = updateTracks(this.#tracks, detections, nowMs);
    this.#shownMs = nowMs;
    this.#forgetEnded();
    this.#noteDoubts(lastSeen);
    if (!mayLook) return [];

    const views = new Map(this.#visible().map((track) => [track.id, viewOf(track, frame)]));
    const due = this.#visible().filter(({ id }) =>
      isLookDue(this.#stateOf(id), views.get(id) ?? 0, nowMs, this.#eager.has(id)),
    );
    const requests: RegionRequest[] = [];
    for (const track of nextLooks(due, (id) => this.#stateOf(id))) {
      const request = regionFor(track, frame);
      if (request === undefined) continue;
      const rough = mapLandmarks(track.detection.landmarks, (point) => pointInRegion(point, request.region));
      this.#change(track.id, { askedMs: nowMs, askedView: views.get(track.id) ?? 0, rough });
      requests.push(request);
    }
    return requests;
  }

  /** Returns whether any shown verdict changed. A look of a track that has ended is forgotten. */
  addLook(track: number, look: TrackLook, nowMs: number, gallery: Gallery, limits: MatchLimits): boolean {
    const state = this.#states.get(track);
    if (state === undefined || look.modelId !== gallery.modelId) return false;
    if (look.quality < MIN_QUALITY) {
      const latest = state.latest ?? look;
      this.#change(track, { latest, askedMs: undefined, lookedMs: nowMs, misses: state.misses + 1 });
      return false;
    }
    const shown = this.faces();
    const evidence = addLook(state.evidence, look, withoutBarred(gallery, state), limits);
    if (isTakenOver(state.evidence, evidence)) this.#giveTo(track, evidence, look, nowMs);
    else {
      const isSuspect = evidence.suspect === look;
      this.#change(track, {
        evidence,
        kept: isSuspect ? state.kept : keepLook(state.kept, look),
        latest: look,
        askedMs: undefined,
        lookedMs: nowMs,
        misses: 0,
        bestView: Math.max(state.bestView, state.askedView),
        isDoubtful: isSuspect && state.isDoubtful,
      });
      this.#recognizeReturned(track, gallery, limits);
    }
    return this.#differsFrom(shown);
  }

  /** Forgets the looks by any other network: faces are looked at afresh. */
  keepOnly(modelId: string): void {
    for (const [id, state] of this.#states) {
      if (state.latest === undefined || state.latest.modelId === modelId) continue;
      this.#states.set(id, { ...newTrackState(id), person: state.person });
    }
    this.#former.keepOnly(modelId);
  }

  /** Judges all tracks again; returns whether any shown verdict changed. */
  rejudge(gallery: Gallery, limits: MatchLimits): boolean {
    const shown = this.faces();
    for (const [id, state] of this.#states) {
      this.#change(id, { evidence: rejudge(state.evidence, withoutBarred(gallery, state), limits) });
    }
    return this.#differsFrom(shown);
  }

  /**
   * From now on the face is not this anchor, whatever it looks like; a name of this anchor goes at once, and `rejudge` finds the
   * next. Returns whether any shown verdict changed.
   */
  bar(track: number, anchorId: string): boolean {
    const state = this.#states.get(track);
    if (state === undefined) return false;
    const shown = this.faces();
    this.#change(track, { barred: new Set([...state.barred, anchorId]) });
    return this.#differsFrom(shown);
  }

  /**
   * Takes back `bar`, also where the person has left and come back since; `rejudge` gives the name again where it belongs. Returns
   * whether any face was barred.
   */
  unbar(track: number, anchorId: string): boolean {
    const person = this.#states.get(track)?.person ?? this.#former.personOf(track) ?? track;
    let isChanged = this.#former.unbar(person, anchorId);
    for (const [id, state] of this.#states) {
      if (state.person !== person || !state.barred.has(anchorId)) continue;
      this.#change(id, { barred: without(state.barred, anchorId) });
      isChanged = true;
    }
    return isChanged;
  }

  /** The faces that the last frame showed. */
  faces(): SessionFace[] {
    const visible = this.#visible().map(({ id, box }) => ({ id, box, state: this.#stateOf(id) }));
    const claims = visible.map(({ id, state }) => ({
      track: id,
      verdict: verdictOf(state),
      distance: state.evidence.distance,
    }));
    return visible.map(({ id, box, state }, index) => {
      const claim = claims[index];
      const verdict = claim === undefined ? UNKNOWN : undisputed(claim, claims);
      return { track: id, person: state.person, box, verdict };
    });
  }

  latestLook(track: number): TrackLook | undefined {
    return this.#states.get(track)?.latest;
  }

  /** What the verdict rests on. */
  evidenceOf(track: number): Evidence {
    return this.#states.get(track)?.evidence ?? NO_EVIDENCE;
  }

  /** Looks good enough to enroll, of a face in the picture or of one that left it lately. */
  keptLooks(track: number): readonly TrackLook[] {
    return this.#states.get(track)?.kept ?? this.#former.keptLooks(track);
  }

  /** The track's landmarks when its region was asked for, normalised to that region. */
  roughLandmarks(track: number): FaceLandmarks | undefined {
    return this.#states.get(track)?.rough;
  }

  isPresent(track: number): boolean {
    return this.#tracks.list.some(({ id }) => id === track);
  }

  setEager(track: number, isEager: boolean): void {
    if (isEager) this.#eager.add(track);
    else this.#eager.delete(track);
  }

  /** A face that was away for a while, or was in the way of another, has to prove that it is still itself. */
  #noteDoubts(lastSeen: ReadonlyMap<number, number>): void {
    const visible = this.#visible();
    for (const { id, detection, isUncertain } of visible) {
      const state = this.#stateOf(id);
      const awayMs = this.#shownMs - (lastSeen.get(id) ?? this.#shownMs);
      const isCrowded = visible.some(
        (other) =>
          other.id !== id &&
          intersectionOverUnion(other.detection.boundingBox, detection.boundingBox) > CROWDED_OVERLAP,
      );
      const isDoubtful =
        state.isDoubtful || isUncertain || awayMs > RETURNED_AFTER_MS || (state.isCrowded && !isCrowded);
      if (isCrowded !== state.isCrowded || isDoubtful !== state.isDoubtful)
        this.#change(id, { isCrowded, isDoubtful });
    }
  }

  /** The track goes on under a number of its own: `evidence` shows that it is another face by now. */
  #giveTo(track: number, evidence: Evidence, look: TrackLook, nowMs: number): void {
    const former = this.#stateOf(track);
    this.#former.remember(track, former);
    this.#states.delete(track);
    const { tracks, id } = renumberTrack(this.#tracks, track);
    this.#tracks = tracks;
    this.#states.set(id, {
      ...newTrackState(id),
      evidence,
      kept: keepLook([], look),
      latest: look,
      lookedMs: nowMs,
      bestView: former.askedView,
    });
  }

  /** Somebody who was in this video before keeps the number, the evidence and the name. */
  #recognizeReturned(track: number, gallery: Gallery, limits: MatchLimits): void {
    const state = this.#stateOf(track);
    if (state.person !== track || state.evidence.looks.length > MAX_LOOKS_TO_RETURN) return;
    const isShown = new Set(this.#visible().map(({ id }) => this.#stateOf(id).person));
    const hidden = this.#hiddenTracks(track);
    const absent = this.#former.absent(new Set([...isShown, ...hidden.map(({ person }) => person)]));
    const found = findReturned(state.evidence, [...absent, ...hidden], gallery.metric, limits);
    if (found === undefined || found.modelId !== gallery.modelId) return;
    const barred = new Set([...found.barred, ...state.barred]);
    const joined: TrackState = {
      ...state,
      person: found.person,
      barred,
      kept: joinKept(found.kept, state.kept),
    };
    const evidence = joinEvidence(found.evidence, state.evidence, withoutBarred(gallery, joined), limits);
    this.#states.set(track, { ...joined, evidence });
    if (!this.#states.has(found.track) || found.track === track) return;
    this.#tracks = endTrack(this.#tracks, found.track);
    this.#forgetEnded();
  }

  /** Tracks that wait unseen: their person may have come back at another place. */
  #hiddenTracks(except: number): FormerTrack[] {
    return this.#tracks.list.flatMap((track) => {
      if (track.id === except || isVisible(track, this.#shownMs)) return [];
      const { person, evidence, latest, kept, barred } = this.#stateOf(track.id);
      return [{ track: track.id, person, evidence, modelId: latest?.modelId, kept, barred }];
    });
  }

  /** One face's look can also take the name from another, so all of them are compared. */
  #differsFrom(shown: readonly SessionFace[]): boolean {
    return this.faces().some(({ track, person, verdict }, index) => {
      const before = shown[index];
      return before?.track !== track || before.person !== person || !isSameVerdict(verdict, before.verdict);
    });
  }

  #forgetEnded(): void {
    const alive = new Set(this.#tracks.list.map(({ id }) => id));
    for (const [id, state] of this.#states) {
      if (alive.has(id)) continue;
      this.#states.delete(id);
      this.#former.remember(id, state);
    }
  }

  #visible(): Track[] {
    return this.#tracks.list.filter((track) => isVisible(track, this.#shownMs));
  }

  #stateOf(track: number): TrackState {
    let state = this.#states.get(track);
    if (state === undefined) {
      state = newTrackState(track);
      this.#states.set(track, state);
    }
    return state;
  }

  #change(track: number, change: Partial<TrackState>): void {
    this.#states.set(track, { ...this.#stateOf(track), ...change });
  }
}
