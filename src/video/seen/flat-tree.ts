/** @file The page's tree as it is laid out: through slots, and out of shadow roots. */

export function flatParent(element: Element): Element | undefined {
  if (element.assignedSlot !== null) return element.assignedSlot;
  const { parentNode } = element;
  if (parentNode === null) return undefined;
  // Not by `instanceof`: an element that was moved into another window has classes of that one.
  if (parentNode.nodeType === Node.ELEMENT_NODE) return parentNode as Element;
  return 'host' in parentNode ? (parentNode as ShadowRoot).host : undefined;
}

/** Whether `element` is `ancestor`, or is laid out within it. */
export function holds(ancestor: Element, element: Element): boolean {
  for (let inside: Element | undefined = element; inside !== undefined; inside = flatParent(inside))
    if (inside === ancestor) return true;
  return false;
}
