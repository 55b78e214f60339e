/**
 * @file One video: from detections to labelled faces, and the decision which faces deserve a closer look now. Pure; the
 * networks' answers and the time are passed in.
 */
import { pointInRegion, squareAround, type BoundingBox } from '../../core/geometry/bounding-box.ts';
import { mapLandmarks, type Detection, type FaceLandmarks } from '../../core/geometry/landmarks.ts';
import type { Gallery } from '../../core/gallery/gallery.ts';
import { NO_SCENE, watchScene, type SceneState } from '../../core/image/scene-cut.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { NO_EVIDENCE, addLook, rejudge, type Evidence } from '../../core/matching/evidence.ts';
import type { MatchLimits } from '../../core/matching/limits.ts';
import { UNKNOWN, isSameVerdict, type Verdict } from '../../core/matching/verdict.ts';
import type { FacePose } from '../../core/quality/face-pose.ts';
import { MIN_ENROLL_QUALITY, MIN_QUALITY, type Weakness } from '../../core/quality/face-quality.ts';
import {
  NO_TRACKS,
  endTracks,
  isVisible,
  updateTracks,
  type Track,
  type Tracks,
} from '../../core/tracking/track-faces.ts';
import { isLookDue, nextLooks, type LookState } from './look-schedule.ts';

/** A region is a square of this many times the detected box: hair, chin and ears, room for a turned head. */
export const REGION_FACTOR = 2;
/** Regions come at native resolution up to this side: twice the crop that the embedder gets. */
export const MAX_REGION_PX = 256;
/** Below this the detector cannot find the face in the region again. */
export const MIN_REGION_PX = 40;

export interface FrameFacts {
  readonly pictureWidthPx: number;
  readonly pictureHeightPx: number;
  readonly nowMs: number;
}

export interface SessionFace {
  readonly track: number;
  /** The track by which this person was first seen, see `protocol/video-port.ts`. */
  readonly person: number;
  readonly box: BoundingBox;
  readonly verdict: Verdict;
}

export interface RegionRequest {
  readonly track: number;
  readonly region: BoundingBox;
  readonly sizePx: number;
}

/** A look as the networks give it. */
export interface TrackLook {
  /** Looks by different networks are never compared. */
  readonly modelId: string;
  readonly embedding: Float32Array;
  readonly quality: number;
  readonly crop: Pixels;
  /** Why it is of no use; missing where it is. */
  readonly weakness?: Weakness;
  /** For whoever collects looks that differ, see `FaceLook`. */
  readonly pose?: FacePose;
  readonly luma?: number;
  readonly eyesPx?: number;
}

interface TrackState extends LookState {
  readonly evidence: Evidence;
  /** The latest looks that are good enough to enroll, oldest first. */
  readonly kept: readonly TrackLook[];
  readonly rough: FaceLandmarks | undefined;
  /** The last look of any quality: the face's picture. */
  readonly latest: TrackLook | undefined;
}

const NEW_STATE: TrackState = {
  evidence: NO_EVIDENCE,
  kept: [],
  rough: undefined,
  latest: undefined,
  askedMs: undefined,
  lookedMs: undefined,
};

/** As many as an enrollment takes. */
const MAX_KEPT_LOOKS = 5;
/** Faces that have left and can still be enrolled: somebody may be typing the name of one. 12 x 5 crops are 9 MB. */
const MAX_DEPARTED = 12;

export class VideoSession {
  #tracks: Tracks = NO_TRACKS;
  readonly #states = new Map<number, TrackState>();
  #scene: SceneState = NO_SCENE;
  #shownMs = 0;
  /** Tracks that are being enrolled: looked at as often as possible. */
  readonly #eager = new Set<number>();
  readonly #departed = new Map<number, readonly TrackLook[]>();

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
    this.#tracks = updateTracks(this.#tracks, detections, nowMs);
    this.#shownMs = nowMs;
    this.#forgetEnded();
    if (!mayLook) return [];

    const due = this.#visible().filter((track) =>
      isLookDue(this.#stateOf(track.id), nowMs, this.#eager.has(track.id)),
    );
    const requests: RegionRequest[] = [];
    for (const track of nextLooks(due, (id) => this.#stateOf(id))) {
      const request = regionFor(track, frame);
      if (request === undefined) continue;
      const rough = mapLandmarks(track.detection.landmarks, (point) => pointInRegion(point, request.region));
      this.#states.set(track.id, { ...this.#stateOf(track.id), askedMs: nowMs, rough });
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
      this.#states.set(track, { ...state, latest, askedMs: undefined, lookedMs: nowMs });
      return false;
    }
    const shown = this.faces();
    const evidence = addLook(state.evidence, look, gallery, limits);
    // Fresh evidence means that another face took over the track: the looks at the former one are not its own.
    const before = evidence.looks.length === 1 ? [] : state.kept;
    const kept = look.quality < MIN_ENROLL_QUALITY ? before : [...before, look].slice(-MAX_KEPT_LOOKS);
    this.#states.set(track, { ...state, evidence, kept, latest: look, askedMs: undefined, lookedMs: nowMs });
    return this.#differsFrom(shown);
  }

  /** Forgets the looks by any other network: faces are looked at afresh. */
  keepOnly(modelId: string): void {
    for (const [id, state] of this.#states) {
      if (state.latest === undefined || state.latest.modelId === modelId) continue;
      this.#states.set(id, NEW_STATE);
    }
    for (const [id, kept] of this.#departed) {
      if (kept.some((look) => look.modelId !== modelId)) this.#departed.delete(id);
    }
  }

  /** Judges all tracks again; returns whether any shown verdict changed. */
  rejudge(gallery: Gallery, limits: MatchLimits): boolean {
    const shown = this.faces();
    for (const [id, state] of this.#states) {
      this.#states.set(id, { ...state, evidence: rejudge(state.evidence, gallery, limits) });
    }
    return this.#differsFrom(shown);
  }

  /** The faces that the last frame showed. */
  faces(): SessionFace[] {
    const visible = this.#visible();
    const evidence = new Map(visible.map(({ id }) => [id, this.#stateOf(id).evidence]));
    return visible.map(({ id, box }) => ({
      track: id,
      person: id,
      box,
      verdict: undisputed(id, evidence),
    }));
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
    return this.#states.get(track)?.kept ?? this.#departed.get(track) ?? [];
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

  /** One face's look can also take the name from another, so all of them are compared. */
  #differsFrom(shown: readonly SessionFace[]): boolean {
    return this.faces().some(
      ({ verdict }, index) => !isSameVerdict(verdict, shown[index]?.verdict ?? UNKNOWN),
    );
  }

  #forgetEnded(): void {
    const alive = new Set(this.#tracks.list.map(({ id }) => id));
    for (const [id, { kept }] of this.#states) {
      if (alive.has(id)) continue;
      this.#states.delete(id);
      if (kept.length > 0) this.#departed.set(id, kept);
    }
    for (const id of this.#departed.keys()) {
      if (this.#departed.size <= MAX_DEPARTED) break;
      this.#departed.delete(id);
    }
  }

  #visible(): Track[] {
    return this.#tracks.list.filter((track) => isVisible(track, this.#shownMs));
  }

  #stateOf(track: number): TrackState {
    let state = this.#states.get(track);
    if (state === undefined) {
      state = NEW_STATE;
      this.#states.set(track, state);
    }
    return state;
  }
}

/** Nobody is in one picture twice: of two faces that bear the same name, the one that resembles it more keeps it. */
function undisputed(track: number, evidence: ReadonlyMap<number, Evidence>): Verdict {
  const { verdict, distance } = evidence.get(track) ?? NO_EVIDENCE;
  if (verdict.kind !== 'named') return verdict;
  for (const [other, { verdict: claim, distance: rival }] of evidence) {
    if (other === track || claim.kind !== 'named' || claim.anchorId !== verdict.anchorId) continue;
    if (rival < distance || (rival === distance && other < track)) return UNKNOWN;
  }
  return verdict;
}

function regionFor(track: Track, { pictureWidthPx, pictureHeightPx }: FrameFacts): RegionRequest | undefined {
  const region = squareAround(track.detection.boundingBox, REGION_FACTOR, pictureWidthPx, pictureHeightPx);
  const nativePx = region.width * pictureWidthPx;
  if (nativePx < MIN_REGION_PX) return undefined;
  return { track: track.id, region, sizePx: Math.round(Math.min(MAX_REGION_PX, nativePx)) };
}
