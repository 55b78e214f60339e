/**
 * @file Presses on labels, kept from the page. [Note: Nothing is eaten] Players listen on the document and the window, so our
 * own events are taken in the window's capture phase, before theirs, and only ours: those that a person made on a label. A
 * press that began elsewhere goes on to the page untouched.
 */

export interface LabelPressHandlers {
  /** The overlay's host and its closed root, while they are there. */
  home(): { readonly host: Element; readonly root: ShadowRoot } | undefined;
  /** `target` is the place of a label. */
  onPress(target: Element): void;
}

/** What is ours begins and ends with the mouse button, the finger or the pen. */
const PRESSES = [
  'pointerdown',
  'pointerup',
  'mousedown',
  'mouseup',
  'touchstart',
  'touchend',
  'click',
  'dblclick',
  'auxclick',
  'contextmenu',
] as const;
const OURS = '.target.is-clickable';
const NOWHERE = { clientX: -1, clientY: -1 };

export function listenToLabels(handlers: LabelPressHandlers, signal: AbortSignal): void {
  /** Where the button or the finger went down, if that was on a label. */
  let pressed: Element | undefined;

  const at = (event: MouseEvent | TouchEvent): Element | undefined => {
    const home = handlers.home();
    if (home === undefined) return undefined;
    const { clientX, clientY } = event instanceof MouseEvent ? event : (event.changedTouches[0] ?? NOWHERE);
    if (event.target !== home.host)
      return isOverlayInert() ? paintedAt(home.root, clientX, clientY) : undefined;
    return home.root.elementFromPoint(clientX, clientY)?.closest(OURS) ?? undefined;
  };

  const handlePress = (event: Event): void => {
    if (!event.isTrusted || !(event instanceof MouseEvent || event instanceof TouchEvent)) return;
    const target = at(event);
    if (event.type === 'pointerdown') pressed = target;
    if (target === undefined || target !== pressed) return;
    event.stopImmediatePropagation();
    // The page keeps its focus.
    if (event.type === 'mousedown') event.preventDefault();
    // Aimed at us, it reached the video, whose own controls would pause it.
    if (event.target !== handlers.home()?.host && event.type !== 'pointerdown') event.preventDefault();
    // Of a double click, the first one counts.
    if (event.type === 'click' && event instanceof MouseEvent && event.detail <= 1) handlers.onPress(target);
  };

  for (const type of PRESSES)
    addEventListener(type, handlePress, { capture: true, signal, passive: type.startsWith('touch') });
}

/**
 * [Note: Inert in full screen] Chromium makes everything but the full-screen element inert (seen in 156): labels are painted,
 * and a click on one goes to what lies under it.
 */
function isOverlayInert(): boolean {
  const { fullscreenElement, documentElement } = document;
  return fullscreenElement !== null && fullscreenElement !== documentElement;
}

function paintedAt(root: ShadowRoot, x: number, y: number): Element | undefined {
  return [...root.querySelectorAll(OURS)].find((target) => {
    const { left, top, right, bottom } = target.getBoundingClientRect();
    return left <= x && x < right && top <= y && y < bottom;
  });
}
