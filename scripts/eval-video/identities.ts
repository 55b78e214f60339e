/**
 * @file Who the product took for whom, by its own numbers. Pure.
 *
 * [Note: When a number is settled] A new track bears its own number until a closer look has told that it is somebody who was
 * here before. Looks take some frames, and need a face that is to be seen: what a track becomes by the end of its first
 * SETTLE_FRAMES frames in clear view counts from its first frame on. Whatever its number becomes later than that is a switch. Tracks of fewer than MIN_TRACK_FRAMES frames are flickers of the
 * detector, and count nowhere.
 */
import { centerOf, type BoundingBox } from '../../src/core/geometry/bounding-box.ts';
import type { SeenFace } from '../../src/core/timeline/seen-faces.ts';
import type { EvaluatedFrame } from './frames.ts';
import { groupBy } from './numbers.ts';

export const SETTLE_FRAMES = 10;
export const MIN_TRACK_FRAMES = 3;

export interface Identities {
  /** The person's settled number; undefined for a flicker. See: [Note: When a number is settled]. */
  readonly settledOf: (face: SeenFace) => number | undefined;
  /** The number that the face's track had in the end. */
  readonly lastOf: (face: SeenFace) => number;
  /** Distinct persons in the end, in at least MIN_TRACK_FRAMES frames. */
  readonly persons: number;
  /** Distinct tracks of at least that many frames. */
  readonly tracks: number;
}

/** @param isOccluded by the labels; without these every face is taken to be in clear view */
export function readIdentities(
  frames: readonly EvaluatedFrame[],
  isOccluded: (face: SeenFace) => boolean = () => false,
): Identities {
  const faces = frames.flatMap((frame) => frame.faces);
  const byTrack = groupBy(faces, ({ track }) => track);
  const settled = new Map<SeenFace, number>();
  for (const list of byTrack.values()) {
    if (list.length < MIN_TRACK_FRAMES) continue;
    const clear = list.filter((face) => !isOccluded(face));
    const lastClear = clear[SETTLE_FRAMES - 1];
    const until = lastClear === undefined ? list.length - 1 : list.indexOf(lastClear);
    for (const [index, face] of list.entries()) {
      settled.set(face, (list[Math.max(index, until)] ?? face).person);
    }
  }
  const last = new Map([...byTrack].map(([track, list]) => [track, list.at(-1)?.person ?? track]));
  const lastOf = ({ track }: SeenFace): number => followTo(track, last);
  const persons = groupBy(faces, lastOf);
  return {
    settledOf: (face) => settled.get(face),
    lastOf,
    persons: countLasting(persons),
    tracks: countLasting(byTrack),
  };
}

function countLasting(groups: ReadonlyMap<number, readonly SeenFace[]>): number {
  return [...groups.values()].filter((list) => list.length >= MIN_TRACK_FRAMES).length;
}

/** A track's person is the number of an older track, which may itself have become somebody else's. */
function followTo(track: number, last: ReadonlyMap<number, number>): number {
  const seen = new Set<number>();
  let at = track;
  for (;;) {
    const next = last.get(at) ?? at;
    if (next === at || seen.has(next)) return next;
    seen.add(next);
    at = next;
  }
}

/** In boxes: nobody moves this far from one frame to the next. */
const JUMP = 1.5;

/**
 * Where no labels say who is who, only what cannot be right counts: a person who is in another place one frame later though
 * the picture was not cut (some track goes on), and two faces of one frame that are the same person.
 */
export function countImpossible(frames: readonly EvaluatedFrame[], { settledOf }: Identities): number {
  let jumps = 0;
  const doubles = new Set<string>();
  let before = new Map<number, BoundingBox>();
  let tracksBefore = new Set<number>();
  for (const { faces } of frames) {
    const isCut = !faces.some(({ track }) => tracksBefore.has(track));
    const now = new Map<number, BoundingBox>();
    const owners = new Map<number, number>();
    for (const face of faces) {
      const person = settledOf(face);
      if (person === undefined) continue;
      const from = before.get(person);
      if (!isCut && from !== undefined && jumpOf(from, face.box) > JUMP) jumps += 1;
      const other = owners.get(person);
      if (other !== undefined) doubles.add([other, face.track].sort((a, b) => a - b).join(' '));
      owners.set(person, face.track);
      now.set(person, face.box);
    }
    before = now;
    tracksBefore = new Set(faces.map(({ track }) => track));
  }
  return jumps + doubles.size;
}

function jumpOf(from: BoundingBox, to: BoundingBox): number {
  const [a, b] = [centerOf(from), centerOf(to)];
  return Math.hypot(
    (a.x - b.x) / Math.max(from.width, to.width),
    (a.y - b.y) / Math.max(from.height, to.height),
  );
}
