/** @file What the overlay lets its labels use of it. */
import type { FaceLayer } from '../face-layer.ts';

export interface LabelStage {
  readonly layers: Iterable<FaceLayer>;
  /** The overlay's host and its closed root, while they are on the page. */
  readonly home: { readonly host: HTMLElement; readonly root: ShadowRoot } | undefined;
  /** Whether the host is needed, and whether screen readers may find it, has changed. */
  settle(): void;
}

/** Somebody who looks away is back by then; after it, what is open is about nobody. */
export const MAX_GONE_MS = 5000;

export function layerOf(stage: LabelStage, label: Element): FaceLayer | undefined {
  return [...stage.layers].find(({ element }) => element.contains(label));
}
