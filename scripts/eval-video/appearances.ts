/** @file One labelled person's time in the picture, from coming to going. Pure. */
import type { BoundingBox } from '../../src/core/geometry/bounding-box.ts';
import type { SeenFace } from '../../src/core/timeline/seen-faces.ts';
import type { JudgedFrame, PresentPerson } from './judge-frames.ts';

export interface PersonFrame {
  readonly timeMs: number;
  readonly isOccluded: boolean;
  readonly face: SeenFace | undefined;
}

export interface Appearance {
  readonly name: string;
  readonly frames: readonly PersonFrame[];
}

/** Whoever is away for a shorter time has not left. */
const MAX_AWAY_MS = 1000;

/**
 * A person appears anew after a while outside the picture, in another scene, and where a cut moves the label to a place that
 * does not touch the one before.
 */
export function findAppearances(frames: readonly JudgedFrame[]): Appearance[] {
  const all: { name: string; frames: PersonFrame[] }[] = [];
  const current = new Map<string, { list: PersonFrame[]; scene: number; box: BoundingBox | undefined }>();
  for (const { timeMs, scene, people } of frames) {
    for (const { name, isOccluded, box, face } of people) {
      const known = current.get(name);
      const one: PersonFrame = { timeMs, isOccluded, face };
      const isSame =
        known?.scene === scene &&
        timeMs - (known.list.at(-1)?.timeMs ?? -Infinity) <= MAX_AWAY_MS &&
        touches(known.box, box);
      if (known !== undefined && isSame) {
        known.list.push(one);
        known.box = box ?? known.box;
      } else {
        const list = [one];
        all.push({ name, frames: list });
        current.set(name, { list, scene, box });
      }
    }
  }
  return all;
}

/** Whether there was anything to be named at all. */
export function isClear({ frames }: Appearance): boolean {
  return frames.some(({ isOccluded }) => !isOccluded);
}

/** What counts for the share of named frames: the face was found, and was to be seen. */
export function clearFaces({ frames }: Appearance): SeenFace[] {
  return frames.flatMap(({ face, isOccluded }) => (face === undefined || isOccluded ? [] : [face]));
}

/** Also faces that are hidden in part: a wrong name is wrong on them too. */
export function allFaces({ frames }: Appearance): SeenFace[] {
  return frames.flatMap(({ face }) => face ?? []);
}

function touches(a: BoundingBox | undefined, b: PresentPerson['box']): boolean {
  if (a === undefined || b === undefined) return true;
  return (
    Math.abs(a.x + a.width / 2 - b.x - b.width / 2) < (a.width + b.width) / 2 &&
    Math.abs(a.y + a.height / 2 - b.y - b.height / 2) < (a.height + b.height) / 2
  );
}
