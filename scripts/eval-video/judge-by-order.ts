/** @file Labels that only say who stands where, from left to right. Pure. */
import { centerOf, type BoundingBox } from '../../src/core/geometry/bounding-box.ts';
import type { SeenFace } from '../../src/core/timeline/seen-faces.ts';
import { matchLabels } from '../eval/match-labels.ts';
import type { EvaluatedFrame } from './frames.ts';
import type { JudgedFrame, PresentPerson } from './judge-frames.ts';
import { isNamedAs } from './names.ts';
import type { LabelledScene } from './labels.ts';

/**
 * As many faces as people: in order. More: the smallest are strangers in the background, since the labels would have named
 * them. Fewer: whoever was nearest to that place in the nearest frame of the scene that shows all; in a scene that never does,
 * the order in which the names that are shown fit best.
 */
export function judgeByOrder(
  frames: readonly EvaluatedFrame[],
  scenes: readonly LabelledScene[],
): JudgedFrame[] {
  const sceneOf = (timeMs: number): number =>
    scenes.findIndex(({ fromMs, toMs }) => timeMs >= fromMs && timeMs < toMs);
  const complete = frames.flatMap(({ timeMs, faces }) => {
    const scene = sceneOf(timeMs);
    const count = scenes[scene]?.people.length;
    return count !== undefined && faces.length >= count ? [{ timeMs, scene, faces }] : [];
  });
  return frames.map(({ timeMs, faces }) => {
    const scene = sceneOf(timeMs);
    const people = scenes[scene]?.people;
    if (people === undefined) return { timeMs, scene, people: [], nameless: [], unjudged: faces };
    const model =
      faces.length < people.length
        ? nearest(
            complete.filter((one) => one.scene === scene),
            timeMs,
          )
        : undefined;
    const cost = model === undefined ? nameMisfit : distanceFrom(inOrder(model.faces, people, nameMisfit));
    const matched = inOrder(faces, people, cost);
    const present = people.flatMap((name, index): PresentPerson[] => {
      const face = matched[index];
      return name === null ? [] : [{ name, isOccluded: false, box: face?.box, face }];
    });
    const owned = new Set(present.map(({ face }) => face));
    const nameless = faces.filter((face) => !owned.has(face));
    return { timeMs, scene, people: present, nameless, unjudged: [] };
  });
}

/** How badly a face fits the person at `index`. */
type Cost = (face: SeenFace, index: number, name: string | null) => number;

function inOrder(
  faces: readonly SeenFace[],
  people: readonly (string | null)[],
  cost: Cost,
): (SeenFace | undefined)[] {
  const keys = people.map((_, index) => String(index));
  return matchLabels(faces, keys, (face, key) => cost(face, Number(key), people[Number(key)] ?? null));
}

const nameMisfit: Cost = ({ verdict }, _index, name) => {
  if (verdict.kind !== 'named') return 0.5;
  return name !== null && isNamedAs(verdict, name) ? 0 : 1;
};

function distanceFrom(places: readonly (SeenFace | undefined)[]): Cost {
  return ({ box }, index) => {
    const place = places[index];
    return place === undefined ? 1 : gap(box, place.box);
  };
}

function gap(a: BoundingBox, b: BoundingBox): number {
  const [from, to] = [centerOf(a), centerOf(b)];
  return Math.hypot(from.x - to.x, from.y - to.y);
}

function nearest<Timed extends { readonly timeMs: number }>(
  list: readonly Timed[],
  timeMs: number,
): Timed | undefined {
  return list.reduce<Timed | undefined>(
    (best, one) =>
      best === undefined || Math.abs(one.timeMs - timeMs) < Math.abs(best.timeMs - timeMs) ? one : best,
    undefined,
  );
}
