/**
 * @file One video: from detections to labelled faces, and the decision which faces deserve a closer look now. Pure; the
 * networks' answers and the time are passed in.
 */
import { pointInRegion, type BoundingBox } from '../../core/geometry/bounding-box.ts';
import { mapLandmarks, type Detection, type FaceLandmarks } from '../../core/geometry/landmarks.ts';
import type { Gallery } from '../../core/gallery/gallery.ts';
import { NO_SCENE, watchScene, type SceneChange, type SceneState } from '../../core/image/scene-cut.ts';
import type { FramePixels } from '../../core/image/yuv.ts';
import { NO_EVIDENCE, addLook, isTakenOver, rejudge, type Evidence } from '../../core/matching/evidence.ts';
import type { MatchLimits } from '../../core/matching/limits.ts';
import { isSameVerdict } from '../../core/matching/verdict.ts';
import type { LookAllowance } from '../../core/pace/look-allowance.ts';
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
import { doubtsOf, amidNews } from './doubts.ts';
import { regionFor, viewOf, type FrameFacts, type RegionRequest } from './face-region.ts';
import { isLookDue, nextLooks } from './look-schedule.ts';
import { PeopleMemory, formerOf } from './people-memory.ts';
import { returnedAs } from './returned-person.ts';
import { labelFaces, type SessionFace } from './session-face.ts';
import { keepLook, newTrackState, withoutBarred, type TrackLook } from './track-state.ts';
import { TrackStates, isShownOtherwise } from './track-states.ts';

export class VideoSession {
  #tracks: Tracks = NO_TRACKS;
  readonly #states = new TrackStates();
  #scene: SceneState = NO_SCENE;
  #shownMs = 0;
  /** Tracks that are being enrolled: looked at as often as possible. */
  readonly #eager = new Set<number>();
  readonly #former = new PeopleMemory();

  /** Ends all tracks when the picture was cut, and tells what is new. Call for each frame, in order, before `update`. */
  noteFrame(pixels: FramePixels, view?: BoundingBox): SceneChange {
    const { scene, isCut, news } = watchScene(this.#scene, pixels, view);
    this.#scene = scene;
    if (isCut) {
      this.#tracks = endTracks(this.#tracks);
      this.#forgetEnded();
    }
    for (const { id } of amidNews(this.#visible(), news)) this.#states.change(id, { needsCheck: true });
    return { isCut, news };
  }

  /** The faces of the frame, and the regions to look at, as many as are allowed. */
  update(detections: readonly Detection[], frame: FrameFacts, allowance: LookAllowance): RegionRequest[] {
    const { nowMs, pass } = frame;
    const lastSeen = new Map(
      this.#tracks.list.map((track) => [track.id, isVisible(track) ? this.#shownMs : track.lastSeenMs]),
    );
    this.#tracks = updateTracks(this.#tracks, detections, nowMs, pass);
    const beforeMs = this.#shownMs;
    this.#shownMs = nowMs;
    this.#forgetEnded();
    this.#noteDoubts(lastSeen, beforeMs);
    if (allowance.all <= 0) return [];

    const fresh = this.#visible().filter(({ lastSeenMs }) => lastSeenMs === nowMs);
    const views = new Map(fresh.map((track) => [track.id, viewOf(track, frame)]));
    const due = fresh.filter(({ id }) =>
      isLookDue(this.#states.of(id), views.get(id) ?? 0, nowMs, this.#eager.has(id)),
    );
    const requests: RegionRequest[] = [];
    for (const track of nextLooks(due, { states: this.#states, eager: this.#eager, allowance, nowMs })) {
      const request = regionFor(track, frame);
      if (request === undefined) continue;
      const rough = mapLandmarks(track.detection.landmarks, (point) => pointInRegion(point, request.region));
      this.#states.change(track.id, { askedMs: nowMs, askedView: views.get(track.id) ?? 0, rough });
      requests.push(request);
    }
    return requests;
  }

  /** Returns whether any shown verdict changed. A look of a track that has ended is forgotten. */
  addLook(track: number, look: TrackLook, nowMs: number, gallery: Gallery, limits: MatchLimits): boolean {
    const state = this.#states.find(track);
    if (state === undefined || look.modelId !== gallery.modelId) return false;
    if (look.quality < MIN_QUALITY) {
      const latest = state.latest ?? look;
      this.#states.change(track, { latest, askedMs: undefined, lookedMs: nowMs, misses: state.misses + 1 });
      return false;
    }
    const shown = this.faces();
    const evidence = addLook(state.evidence, look, withoutBarred(gallery, state), limits);
    if (isTakenOver(state.evidence, evidence)) this.#giveTo(track, evidence, look, nowMs);
    else {
      const isSuspect = evidence.suspect === look;
      this.#states.change(track, {
        evidence,
        kept: isSuspect ? state.kept : keepLook(state.kept, look),
        latest: look,
        askedMs: undefined,
        lookedMs: nowMs,
        misses: 0,
        steadyLooks: isSameVerdict(state.evidence.verdict, evidence.verdict) ? state.steadyLooks + 1 : 0,
        bestView: Math.max(state.bestView, state.askedView),
        isDoubtful: isSuspect && state.isDoubtful,
        needsCheck: false,
      });
      this.#recognizeReturned(track, gallery, limits);
    }
    return isShownOtherwise(shown, this.faces());
  }

  /** Forgets the looks by any other network: faces are looked at afresh. */
  keepOnly(modelId: string): void {
    this.#states.changeAll((state, track) => {
      const isOwn = state.latest === undefined || state.latest.modelId === modelId;
      return isOwn ? state : { ...newTrackState(track), person: state.person };
    });
    this.#former.keepOnly(modelId);
  }

  /** Judges all tracks again; returns whether any shown verdict changed. */
  rejudge(gallery: Gallery, limits: MatchLimits): boolean {
    const shown = this.faces();
    this.#states.changeAll((state) => ({
      ...state,
      evidence: rejudge(state.evidence, withoutBarred(gallery, state), limits),
    }));
    return isShownOtherwise(shown, this.faces());
  }

  /**
   * From now on the face is not this anchor, whatever it looks like; a name of this anchor goes at once, and `rejudge` finds the
   * next. Returns whether any shown verdict changed.
   */
  bar(track: number, anchorId: string): boolean {
    const state = this.#states.find(track);
    if (state === undefined) return false;
    const shown = this.faces();
    this.#states.change(track, { barred: new Set([...state.barred, anchorId]) });
    return isShownOtherwise(shown, this.faces());
  }

  /**
   * Takes back `bar`, also where the person has left and come back since; `rejudge` gives the name again where it belongs. Returns
   * whether any face was barred.
   */
  unbar(track: number, anchorId: string): boolean {
    const person = this.#states.find(track)?.person ?? this.#former.personOf(track) ?? track;
    const wasGone = this.#former.unbar(person, anchorId);
    return this.#states.unbar(person, anchorId) || wasGone;
  }

  /** Tracks that are there or were a moment ago, for whoever decides what to look at next. */
  get tracks(): readonly Track[] {
    return this.#tracks.list;
  }

  /** The faces that the last frame showed, or would have. */
  faces(): SessionFace[] {
    return labelFaces(this.#visible(), (id) => this.#states.of(id), this.#shownMs);
  }

  latestLook(track: number): TrackLook | undefined {
    return this.#states.find(track)?.latest;
  }

  /** What the verdict rests on. */
  evidenceOf(track: number): Evidence {
    return this.#states.find(track)?.evidence ?? NO_EVIDENCE;
  }

  /** Looks good enough to enroll, of a face in the picture or of one that left it lately. */
  keptLooks(track: number): readonly TrackLook[] {
    return this.#states.find(track)?.kept ?? this.#former.keptLooks(track);
  }

  /** The track's landmarks when its region was asked for, normalised to that region. */
  roughLandmarks(track: number): FaceLandmarks | undefined {
    return this.#states.find(track)?.rough;
  }

  isPresent(track: number): boolean {
    return this.#tracks.list.some(({ id }) => id === track);
  }

  setEager(track: number, isEager: boolean): void {
    if (isEager) this.#eager.add(track);
    else this.#eager.delete(track);
  }

  #noteDoubts(lastSeen: ReadonlyMap<number, number>, beforeMs: number): void {
    const visible = this.#visible();
    for (const track of visible) {
      const seenMs = lastSeen.get(track.id) ?? this.#shownMs;
      const doubts = doubtsOf(
        track,
        visible,
        this.#states.of(track.id),
        this.#shownMs - seenMs,
        seenMs < beforeMs,
      );
      if (doubts !== undefined) this.#states.change(track.id, doubts);
    }
  }

  /** The track goes on under a number of its own: `evidence` shows that it is another face by now. */
  #giveTo(track: number, evidence: Evidence, look: TrackLook, nowMs: number): void {
    const former = this.#states.of(track);
    const { tracks, id } = renumberTrack(this.#tracks, track);
    this.#tracks = tracks;
    this.#forgetEnded();
    this.#states.change(id, {
      evidence,
      kept: keepLook([], look),
      latest: look,
      lookedMs: nowMs,
      bestView: former.askedView,
    });
  }

  /** Somebody who was in this video before keeps the number, the evidence and the name. */
  #recognizeReturned(track: number, gallery: Gallery, limits: MatchLimits): void {
    const state = this.#states.of(track);
    const shown = new Set(this.#visible().map(({ id }) => this.#states.of(id).person));
    // Tracks that wait unseen: their person may have come back at another place.
    const waiting = this.#tracks.list
      .filter((one) => one.id !== track && !isVisible(one))
      .map(({ id }) => formerOf(id, this.#states.of(id)));
    const absent = this.#former.absent(new Set([...shown, ...waiting.map(({ person }) => person)]));
    const found = returnedAs(track, state, [...absent, ...waiting], gallery, limits);
    if (found === undefined) return;
    this.#states.change(track, found.state);
    this.#tracks = endTrack(this.#tracks, found.formerTrack);
    this.#forgetEnded();
  }

  #forgetEnded(): void {
    const alive = new Set(this.#tracks.list.map(({ id }) => id));
    for (const [track, state] of this.#states.takeEnded(alive)) this.#former.remember(track, state);
  }

  #visible(): Track[] {
    return this.#tracks.list.filter(isVisible);
  }
}
