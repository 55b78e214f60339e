/**
 * @file People who are not named yet: a group is somebody of whom only looks and appearances are known. Pure; ids and times
 * are passed in.
 */

/** One look at a face of a group. Its picture is kept by whoever made the look, under the look's id. */
export interface GroupLook {
  readonly id: string;
  /** The face that it shows, see `Sighting`. */
  readonly face: string;
  /** Looks by different networks are never compared. */
  readonly modelId: string;
  /** As the network gave it. */
  readonly embedding: Float32Array;
  readonly quality: number;
  /** Whether something lies over nose or mouth, such as a mask or a hand. */
  readonly isCovered?: boolean;
}

/** One stay in one video. Short absences do not end it. */
export interface Appearance {
  readonly video: string;
  /** Those that were followed as this person meanwhile, one after the other. */
  readonly faces: readonly string[];
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
}

export interface Group {
  readonly id: string;
  /** At most `MAX_LOOKS`, the best first. */
  readonly looks: readonly GroupLook[];
  /** The latest, oldest first; those before are only counted. */
  readonly appearances: readonly Appearance[];
  readonly earlierAppearances: number;
  /** Since the epoch. */
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  /** The person does not want to be asked about this one. */
  readonly isIgnored: boolean;
}

/** Pose and light are covered by eight that differ; an enrollment takes as many. */
export const MAX_LOOKS = 8;

/**
 * 60 x 8 looks of a 10 KB picture (a JPEG of 192 px squared) and at most 1024 float32 (4 KB) are 7 MB; 128 numbers, as
 * the compact network has them, make it 5 MB.
 */
export const MAX_GROUPS = 60;

/** Listed one by one, so that they can be taken back or split off; far more than a person looks back on. */
export const MAX_APPEARANCES = 40;

/** Gone for less, it is the same stay: a cut away and back, a hand before the face. */
export const ABSENCE_MS = 10_000;

/** How often the person was seen. */
export function seenTimes({ appearances, earlierAppearances }: Group): number {
  return earlierAppearances + appearances.length;
}

export function facesOf({ appearances }: Group): string[] {
  return appearances.flatMap(({ faces }) => faces);
}

/** The group that this face belongs to. */
export function findGroupOf(groups: readonly Group[], face: string): Group | undefined {
  return groups.find(({ appearances }) => appearances.some(({ faces }) => faces.includes(face)));
}

/** Who is seen most, then who came last; who is in view does not change places every second. */
export function byImportance(a: Group, b: Group): number {
  return seenTimes(b) - seenTimes(a) || b.firstSeenMs - a.firstSeenMs || (a.id < b.id ? -1 : 1);
}

/** Beyond `MAX_GROUPS` those go that nobody would miss: the rarest, then the oldest; never one that is in view. */
export function dropRarest(groups: readonly Group[], nowMs: number): readonly Group[] {
  if (groups.length <= MAX_GROUPS) return groups;
  const isAway = ({ lastSeenMs }: Group): boolean => nowMs - lastSeenMs > ABSENCE_MS;
  // One that is ignored would come back and be asked about again: it goes last.
  const dropped = groups
    .filter(isAway)
    .sort(
      (a, b) =>
        Number(a.isIgnored) - Number(b.isIgnored) ||
        seenTimes(a) - seenTimes(b) ||
        a.lastSeenMs - b.lastSeenMs,
    )
    .slice(0, groups.length - MAX_GROUPS);
  return groups.filter((group) => !dropped.includes(group));
}
