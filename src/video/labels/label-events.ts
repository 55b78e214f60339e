/**
 * @file What a person does to labels and their panel, kept from the page. [Note: Nothing is eaten] Players listen on the
 * document and the window, so our own events are taken in the window's capture phase, before theirs, and only ours: those
 * that a person made, on a label or the panel. A press that began elsewhere, and every key while the focus is elsewhere,
 * goes on to the page untouched. What a page listens for in the same phase, and since before us, it hears first.
 */

import { isOverlayInert } from './panel-frame.ts';

export interface LabelEventHandlers {
  /** The overlay's host and its closed root, while they are there. */
  home(): { readonly host: Element; readonly root: ShadowRoot } | undefined;
  /** `part` is a label, or a place in the panel. */
  onPress(part: Element): void;
  /** `focused` is a label, or in the panel. @returns whether the key was of use: it then does nothing else. */
  onKey(event: KeyboardEvent, focused: Element): boolean;
  onPressElsewhere(): void;
  /** The focus went from labels and panel to something else. */
  onFocusElsewhere(): void;
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
const TYPING = [
  'keydown',
  'keypress',
  'keyup',
  'beforeinput',
  'input',
  'compositionstart',
  'compositionupdate',
  'compositionend',
  'cut',
  'copy',
  'paste',
  'focus',
  'focusin',
  'blur',
  'focusout',
] as const;
const OURS = '.name.is-clickable, .panel';

export function listenToLabels(handlers: LabelEventHandlers, signal: AbortSignal): void {
  /** Where the button or the finger went down, if that was on something of ours. */
  let pressed: Element | undefined;
  /** The key that is still down since it was of use: neither its repeats nor its end are for the page. */
  let usedCode: string | undefined;

  const at = (event: MouseEvent | TouchEvent): Element | undefined => {
    const home = handlers.home();
    if (home === undefined) return undefined;
    const { clientX, clientY } = event instanceof MouseEvent ? event : (event.changedTouches[0] ?? NOWHERE);
    if (event.target !== home.host)
      return isOverlayInert() ? paintedAt(home.root, clientX, clientY) : undefined;
    const part = home.root.elementFromPoint(clientX, clientY);
    return part?.closest(OURS) == null ? undefined : part;
  };

  const handlePress = (event: Event): void => {
    if (!event.isTrusted || !(event instanceof MouseEvent || event instanceof TouchEvent)) return;
    const part = at(event);
    const whole = part?.closest(OURS) ?? undefined;
    if (event.type === 'pointerdown') {
      pressed = whole;
      if (whole === undefined) handlers.onPressElsewhere();
    }
    if (part === undefined || whole !== pressed) return;
    event.stopImmediatePropagation();
    // The focus stays where it is until it is moved on purpose; a field takes it by itself.
    if (event.type === 'mousedown' && !(part instanceof HTMLInputElement)) event.preventDefault();
    // Aimed at us, it reached the video, whose own controls would pause it.
    if (event.target !== handlers.home()?.host && event.type !== 'pointerdown') event.preventDefault();
    // Of a double click, the first one counts.
    if (event.type === 'click' && event instanceof MouseEvent && event.detail <= 1) handlers.onPress(part);
  };

  const handleTyping = (event: Event): void => {
    if (!event.isTrusted) return;
    if (event instanceof KeyboardEvent && event.code === usedCode && event.code !== '') {
      if (event.type === 'keyup') usedCode = undefined;
      if (event.type === 'keyup' || event.repeat) {
        event.stopImmediatePropagation();
        event.preventDefault();
        return;
      }
      // Its end was never heard of, as where another window came to the front.
      usedCode = undefined;
    }
    const home = handlers.home();
    // A click into an embedded page is heard of by the focus alone.
    if (event.type === 'blur' && event.target === window && document.activeElement !== home?.host)
      handlers.onPressElsewhere();
    if (home === undefined || event.target !== home.host) return;
    const focused = home.root.activeElement;
    // Another window leaves the focus where it is.
    if (event.type === 'focusout' && document.activeElement !== home.host) handlers.onFocusElsewhere();
    // The focus may have left with its element.
    if (focused === null && event instanceof FocusEvent) event.stopImmediatePropagation();
    if (focused?.closest(OURS) == null) return;
    event.stopImmediatePropagation();
    if (event.type !== 'keydown' || !(event instanceof KeyboardEvent)) return;
    if (event.isComposing || !handlers.onKey(event, focused)) return;
    event.preventDefault();
    usedCode = event.code;
  };

  const handleWheel = (event: Event): void => {
    if (event.isTrusted && event instanceof WheelEvent && at(event)?.closest('.panel') != null)
      event.stopImmediatePropagation();
  };

  const options = { capture: true, signal };
  for (const type of PRESSES)
    addEventListener(type, handlePress, { ...options, passive: type.startsWith('touch') });
  for (const type of TYPING) addEventListener(type, handleTyping, options);
  addEventListener('wheel', handleWheel, { ...options, passive: true });
}

/** See: [Note: Inert in full screen] */
function paintedAt(root: ShadowRoot, x: number, y: number): Element | undefined {
  const isThere = (part: Element): boolean => {
    const { left, top, right, bottom } = part.getBoundingClientRect();
    return left <= x && x < right && top <= y && y < bottom;
  };
  // From the top: what is in the panel, the panel, and what it covers.
  const parts = ['.choice', '.panel', OURS].flatMap((selector) => [...root.querySelectorAll(selector)]);
  return parts.find(isThere);
}

const NOWHERE = { clientX: -1, clientY: -1 };
