/** @file Shadow roots, also those that a page keeps closed: players of embedded widgets live in them. */

/** Of any element; null where it has none. Only content scripts may look into closed ones. */
export function shadowRootOf(element: Element): ShadowRoot | null {
  if (!(element instanceof HTMLElement)) return element.shadowRoot;
  // Chrome’s own API, unknown to the polyfill.
  return chrome.dom.openOrClosedShadowRoot(element);
}
