/** @file From the faces of a video to the groups: who joins one, who is in view, and who leaves because of a name. */
import type { SampleSource } from '../../core/gallery/anchor.ts';
import { leaveGroups } from '../../core/grouping/change-groups.ts';
import { findGroupOf, type Group, type GroupLook } from '../../core/grouping/group.ts';
import { groupingRules } from '../../core/grouping/grouping-limits.ts';
import { MIN_LOOKS_TO_JOIN, joinGroups, seeAgain, withLooks } from '../../core/grouping/join-groups.ts';
import { matchLooks } from '../../core/matching/match-looks.ts';
import type { TrackLook } from '../../recognition/pipeline/track-state.ts';
import type { SessionFace } from '../../recognition/pipeline/session-face.ts';
import type { VideoSession } from '../../recognition/pipeline/video-session.ts';
import type { Recognizer } from '../../recognition/workers/recognizer.ts';
import type { View } from '../knowledge.ts';
import type { WatchedDocument } from '../watched-document.ts';
import type { WatchedVideo } from '../watched-video.ts';
import type { GroupRegistry } from './group-registry.ts';

/** How exact "last seen" is while somebody is in view. */
const SEEN_STEP_MS = 1000;

/** What was known of a track when it was last observed. */
interface TrackRecord {
  /** The face as the groups know it: the person within the video, and how often another face took its place. */
  readonly face: string;
  readonly person: number;
  readonly latest: TrackLook | undefined;
  readonly seenMs: number;
  readonly galleryRevision: number;
}

type Standing = 'named' | 'unsure' | 'stranger';

export interface GroupFeedContext {
  readonly registry: GroupRegistry;
  readonly view: View;
  newId(): string;
}

export class GroupFeed {
  readonly #context: GroupFeedContext;
  readonly #records = new WeakMap<WatchedVideo, ReadonlyMap<number, TrackRecord>>();
  readonly #looks = new WeakMap<TrackLook, GroupLook>();
  #takeovers = 0;

  constructor(context: GroupFeedContext) {
    this.#context = context;
  }

  observe(document: WatchedDocument, recognizer: Recognizer, nowMs: number): void {
    for (const video of document.videos.values()) {
      if (video.state === 'hidden') continue;
      const before = this.#records.get(video);
      const after = new Map<number, TrackRecord>();
      const key = `${String(document.id)}/${String(video.video)}`;
      for (const face of video.session.faces()) {
        const record = this.#identify(key, face, video.session, before?.get(face.track));
        after.set(face.track, record);
      }
      this.#records.set(video, after);
      for (const face of video.session.faces()) {
        const record = after.get(face.track);
        if (record === undefined) continue;
        const others = [...after.values()].filter((one) => one !== record).map((one) => one.face);
        const settled = this.#observeFace({
          key,
          face,
          others,
          record,
          former: before?.get(face.track),
          session: video.session,
          source: document.source,
          recognizer,
          nowMs,
        });
        after.set(face.track, settled);
      }
    }
  }

  /** Whose face it is within the video; says of a track that was recognised as somebody else that it never was another. */
  #identify(
    video: string,
    { track, person }: SessionFace,
    session: VideoSession,
    former: TrackRecord | undefined,
  ): TrackRecord {
    const kept = session.keptLooks(track);
    const fresh = { person, latest: kept.at(-1), seenMs: -Infinity, galleryRevision: -1 };
    const face = `${video}/${String(person)}`;
    if (former === undefined) return { ...fresh, face };
    // The looks of a track are dropped when they contradict each other: another face took its place.
    const isTakenOver = former.latest !== undefined && !kept.includes(former.latest);
    if (former.person === person) {
      if (isTakenOver) return { ...fresh, face: `${face}#${String(++this.#takeovers)}` };
      return { ...former, latest: fresh.latest };
    }
    if (!isTakenOver) this.#leave(former.face);
    return { ...fresh, face };
  }

  #observeFace(seen: {
    readonly key: string;
    readonly face: SessionFace;
    readonly others: readonly string[];
    readonly record: TrackRecord;
    readonly former: TrackRecord | undefined;
    readonly session: VideoSession;
    readonly source: SampleSource;
    readonly recognizer: Recognizer;
    readonly nowMs: number;
  }): TrackRecord {
    const { key, face, record, former, session, nowMs } = seen;
    const { registry, view } = this.#context;
    const { revision } = view.gallery;
    const kept = session.keptLooks(face.track);
    const isNews = former?.latest !== record.latest || record.galleryRevision !== revision;
    const isDue = nowMs - record.seenMs >= SEEN_STEP_MS;
    if (!isNews && !isDue) return record;

    const after = { ...record, galleryRevision: revision, seenMs: isDue ? nowMs : record.seenMs };
    const standing = standingOf(face, session, view);
    const group = findGroupOf(registry.groups, record.face);
    if (standing === 'named') {
      if (group !== undefined) this.#leave(record.face);
      return after;
    }
    const looks = standing === 'stranger' && isNews ? this.#looksOf(record.face, kept, view) : [];
    const rules = groupingRules(view.limits, view.gallery.metric);
    if (group !== undefined) {
      const change = (one: Group): Group => {
        const there = isDue ? seeAgain(one, record.face, key, nowMs) : one;
        return withLooks(there, looks, rules);
      };
      registry.update((groups) => mapGroup(groups, group, change));
    } else if (looks.length >= MIN_LOOKS_TO_JOIN && !registry.isSettled(record.face)) {
      const barred = new Set(seen.others.flatMap((other) => findGroupOf(registry.groups, other)?.id ?? []));
      const sighting = { face: record.face, video: key, looks, nowMs, barred };
      const newId = this.#context.newId();
      registry.update((groups) => joinGroups(groups, sighting, rules, newId));
    }
    this.#keepPictures(record.face, kept, seen);
    return after;
  }

  #looksOf(face: string, kept: readonly TrackLook[], { gallery }: View): GroupLook[] {
    return kept
      .filter(({ modelId }) => modelId === gallery.modelId)
      .map((look) => {
        const known = this.#looks.get(look);
        if (known?.face === face) return known;
        const { modelId, embedding, quality, isCovered = false } = look;
        const cover = isCovered ? { isCovered } : {};
        const made = { id: this.#context.newId(), face, modelId, embedding, quality, ...cover };
        this.#looks.set(look, made);
        return made;
      });
  }

  /** Only those looks that the group has taken are worth encoding. */
  #keepPictures(
    face: string,
    kept: readonly TrackLook[],
    { source, recognizer }: { readonly source: SampleSource; readonly recognizer: Recognizer },
  ): void {
    const { registry } = this.#context;
    const taken = new Set(findGroupOf(registry.groups, face)?.looks.map(({ id }) => id));
    for (const look of kept) {
      const id = this.#looks.get(look)?.id;
      if (id === undefined || !taken.has(id)) continue;
      registry.pictures.encode(id, look.crop, source, recognizer, () => {
        registry.touch();
      });
    }
  }

  #leave(face: string): void {
    const { registry } = this.#context;
    if (findGroupOf(registry.groups, face) === undefined) return;
    registry.update((groups) => leaveGroups(groups, face));
  }
}

/** Of a face that might be somebody's nothing is concluded: it neither joins nor leaves. */
function standingOf({ track, verdict }: SessionFace, session: VideoSession, view: View): Standing {
  if (verdict.kind === 'named') return 'named';
  const evidence = session.evidenceOf(track);
  if (verdict.kind !== 'unknown' || evidence.verdict.kind !== 'unknown') return 'unsure';
  // Whom the person never wants to be named is known all the same.
  const match = matchLooks(evidence.looks, view.gallery);
  if (match !== undefined && match.entry.isNeverNamed && match.distance <= view.limits.leaveMaxDistance) {
    return 'named';
  }
  return evidence.isBetweenTwo === true ? 'unsure' : 'stranger';
}

function mapGroup(groups: readonly Group[], group: Group, change: (group: Group) => Group): readonly Group[] {
  const changed = change(group);
  return changed === group ? groups : groups.map((one) => (one === group ? changed : one));
}
