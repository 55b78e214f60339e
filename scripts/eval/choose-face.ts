/** @file Which face of a picture is the labelled one. Pure. */
import type { Seen, SeenFace } from '../browser/product.ts';

/** `middle`: its center is nearest to the picture's. */
export type FaceChoice = 'middle' | 'largest';

/** Undefined where the picture shows no face. */
export function chooseFace(seen: Seen, choice: FaceChoice): SeenFace | undefined {
  if (seen.kind !== 'faces') return undefined;
  if (choice === 'largest') return largestFace(seen.faces);
  // In pixels: normalized distances would stretch the longer side.
  const { widthPx, heightPx } = seen;
  return leastBy(seen.faces, ({ box }) =>
    Math.hypot((box.x + box.width / 2 - 0.5) * widthPx, (box.y + box.height / 2 - 0.5) * heightPx),
  );
}

export function largestFace(faces: readonly SeenFace[]): SeenFace | undefined {
  return leastBy(faces, ({ box }) => -box.width * box.height);
}

/** The first of equals. */
function leastBy<Item>(items: readonly Item[], costOf: (item: Item) => number): Item | undefined {
  let best: { readonly item: Item; readonly cost: number } | undefined;
  for (const item of items) {
    const cost = costOf(item);
    if (best === undefined || cost < best.cost) best = { item, cost };
  }
  return best?.item;
}
