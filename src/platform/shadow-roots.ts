/** @file Shadow roots, also those that a page keeps closed: players of embedded widgets live in them. */

/** Chrome’s own API, unknown to the polyfill; only content scripts have it. */
const dom = chrome.dom as typeof chrome.dom | undefined;

/** Of any element; null where it has none. Only content scripts may look into closed ones. */
export function shadowRootOf(element: Element): ShadowRoot | null {
  if (dom === undefined || !(element instanceof HTMLElement)) return element.shadowRoot;
  try {
    return dom.openOrClosedShadowRoot(element);
  } catch {
    // The extension was updated or removed under us, which is not the page's business: its console stays clean.
    return element.shadowRoot;
  }
}
