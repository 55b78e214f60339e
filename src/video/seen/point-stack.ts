/** @file What lies at a point of the page, from above: also in shadow roots. What takes no pointer is not among it. */
import { shadowRootOf } from '../../platform/shadow-roots.ts';

/** `x` and `y` in CSS pixels of the viewport. */
export function stackAt(x: number, y: number, root: Document | ShadowRoot = document): Element[] {
  return root.elementsFromPoint(x, y).flatMap((element) => {
    // A shadow root answers with what lies outside of it too.
    if (element.getRootNode() !== root) return [];
    const shadow = shadowRootOf(element);
    return shadow === null ? [element] : [...stackAt(x, y, shadow), element];
  });
}
