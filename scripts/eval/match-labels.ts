/** @file Which found face is which labelled one. Pure. */

export interface PlacedFace {
  readonly box: { readonly x: number; readonly width: number; readonly height: number };
}

/**
 * Labels go from left to right by the left edge of the face. With more faces than labels, the smallest ones are taken for
 * people that nobody labelled; with fewer, nobody knows which is missing, so the labels are laid over the faces in the way
 * that `cost` likes best, in order.
 *
 * @param cost how badly a face fits a label; smaller is better.
 * @returns for each label its face, or undefined
 */
export function matchLabels<Face extends PlacedFace>(
  faces: readonly Face[],
  labels: readonly string[],
  cost: (face: Face, label: string) => number,
): (Face | undefined)[] {
  const area = ({ box }: Face): number => box.width * box.height;
  const kept = [...faces].sort((a, b) => area(b) - area(a)).slice(0, labels.length);
  const ordered = kept.sort((a, b) => a.box.x - b.box.x);
  return bestInOrder(ordered, labels, cost).assigned;
}

/** What a reader of the result has to know about such a scene; undefined when the counts agree. */
export function matchNote(faces: number, labels: number): string | undefined {
  if (faces === labels) return undefined;
  const counts = `${String(faces)} faces found for ${String(labels)} labels`;
  return faces > labels
    ? `${counts}: the smallest are taken for people without a label`
    : `${counts}: laid over them in order, where they fit the people best`;
}

/** Each face gets a label, in order; labels may be skipped. */
function bestInOrder<Face>(
  faces: readonly Face[],
  labels: readonly string[],
  cost: (face: Face, label: string) => number,
): { assigned: (Face | undefined)[]; cost: number } {
  const [face, ...otherFaces] = faces;
  const [label, ...otherLabels] = labels;
  if (face === undefined || label === undefined) {
    return { assigned: labels.map(() => undefined), cost: faces.length === 0 ? 0 : Infinity };
  }
  const taken = bestInOrder(otherFaces, otherLabels, cost);
  const withFace = { assigned: [face, ...taken.assigned], cost: taken.cost + cost(face, label) };
  if (labels.length === faces.length) return withFace;
  const skipped = bestInOrder(faces, otherLabels, cost);
  const withoutFace = { assigned: [undefined, ...skipped.assigned], cost: skipped.cost };
  return withFace.cost <= withoutFace.cost ? withFace : withoutFace;
}
