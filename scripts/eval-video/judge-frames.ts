/** @file Whose face each box of the product lies on, by the labels. Pure. */
import { centerOf, intersectionOverUnion, type BoundingBox } from '../../src/core/geometry/bounding-box.ts';
import type { SeenFace } from '../../src/core/timeline/seen-faces.ts';
import type { EvaluatedFrame } from './frames.ts';
import { judgeByOrder } from './judge-by-order.ts';
import { labelsAt, type LabelledFace, type Labels } from './labels.ts';

/** Somebody whom the labels name in this frame, seen or not. */
export interface PresentPerson {
  readonly name: string;
  readonly isOccluded: boolean;
  /** Of the label; where labels only say who stands where, that of the face. */
  readonly box: BoundingBox | undefined;
  readonly face: SeenFace | undefined;
}

export interface JudgedFrame {
  readonly timeMs: number;
  /** Another number is another arrangement of people: the labels say that the picture was cut. */
  readonly scene: number;
  readonly people: readonly PresentPerson[];
  /** Faces of strangers, and boxes where the labels know nobody: any name on them is wrong. */
  readonly nameless: readonly SeenFace[];
  /** Faces of which the labels say nothing. */
  readonly unjudged: readonly SeenFace[];
}

/** Frames that the labels do not reach are unjudged as a whole. @returns one for each frame, in order */
export function judgeFrames(frames: readonly EvaluatedFrame[], labels: Labels): JudgedFrame[] {
  if (labels.kind === 'order') return judgeByOrder(frames, labels.scenes);
  return frames.map((frame, index) => judgeByBoxes(frame, index, labels));
}

function judgeByBoxes(
  { timeMs, faces }: EvaluatedFrame,
  index: number,
  labels: Labels & { kind: 'boxes' },
): JudgedFrame {
  const known = labelsAt(labels, labels.unit === 'frame' ? index : timeMs);
  if (known === undefined) return { timeMs, scene: 0, people: [], nameless: [], unjudged: faces };
  const owned = pairFaces(faces, known.faces);
  const people = known.faces.flatMap((label): PresentPerson[] => {
    const { name, isOccluded, box } = label;
    return name === null ? [] : [{ name, isOccluded, box, face: owned.get(label) }];
  });
  const taken = new Set(people.map(({ face }) => face));
  const rest = faces.filter((face) => !taken.has(face));
  const isUncertain = ({ verdict }: SeenFace): boolean =>
    verdict.kind === 'named' && known.uncertain.has(verdict.name);
  return {
    timeMs,
    scene: 0,
    people,
    nameless: rest.filter((face) => !isUncertain(face)),
    unjudged: rest.filter(isUncertain),
  };
}

/**
 * Detectors and people draw boxes differently: a box belongs to a labelled face when its middle lies in it, or when they share
 * this much, and to the one it shares most with.
 */
const MIN_OVERLAP = 0.3;

function pairFaces(faces: readonly SeenFace[], labels: readonly LabelledFace[]): Map<LabelledFace, SeenFace> {
  const pairs = labels
    .flatMap((label) => faces.map((face) => ({ label, face, fit: fitOf(face.box, label.box) })))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit);
  const owned = new Map<LabelledFace, SeenFace>();
  const taken = new Set<SeenFace>();
  for (const { label, face } of pairs) {
    if (owned.has(label) || taken.has(face)) continue;
    owned.set(label, face);
    taken.add(face);
  }
  return owned;
}

/** 0 where the box does not belong to the label. */
function fitOf(box: BoundingBox, label: BoundingBox): number {
  const overlap = intersectionOverUnion(box, label);
  const { x, y } = centerOf(box);
  const isInside = x >= label.x && x <= label.x + label.width && y >= label.y && y <= label.y + label.height;
  return isInside || overlap >= MIN_OVERLAP ? overlap + Number.EPSILON : 0;
}
