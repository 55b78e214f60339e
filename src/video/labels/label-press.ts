/**
 * @file The pointer on labels. [Note: Labels take no pointer] To the browser a label is not there: the pointer stays on the
 * page's player, which keeps its controls open and gets the wheel, and a page that asks what lies under a point never hears of
 * labels. Presses are taken in the window's capture phase, before the page's own listeners on the document, and only those
 * that a person began on a label, and not on something of the page that wants them.
 */
import { controlOf } from '../seen/covering.ts';

/** A label: its face's track in the picture with this number. */
export interface LabelKey {
  readonly video: number;
  readonly track: number;
}

export interface LabelPressHandlers {
  /** The label that is painted there, and the page's element that shows the picture; CSS pixels of the viewport. */
  labelAt(x: number, y: number): { readonly key: LabelKey; readonly picture: Element } | undefined;
  onHover(key: LabelKey | undefined): void;
  onPress(key: LabelKey): void;
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
const NOWHERE = { clientX: -1, clientY: -1 };

export function listenToLabels(handlers: LabelPressHandlers, signal: AbortSignal): void {
  /** Where the button or the finger went down, if that was on a label. */
  let pressed: LabelKey | undefined;

  const labelOf = (event: MouseEvent | TouchEvent): LabelKey | undefined => {
    const { clientX, clientY } = event instanceof MouseEvent ? event : (event.changedTouches[0] ?? NOWHERE);
    const label = handlers.labelAt(clientX, clientY);
    if (label === undefined) return undefined;
    const [target] = event.composedPath();
    const isWanted = target instanceof Element && controlOf(target, label.picture) !== undefined;
    return isWanted ? undefined : label.key;
  };

  const handlePress = (event: Event): void => {
    if (!event.isTrusted || !(event instanceof MouseEvent || event instanceof TouchEvent)) return;
    const key = labelOf(event);
    if (event.type === 'pointerdown') pressed = key;
    if (key === undefined || !isSame(key, pressed)) return;
    event.stopImmediatePropagation();
    // The page keeps its focus, and a video's own controls do not pause it.
    if (event.type !== 'pointerdown') event.preventDefault();
    // Of a double click, the first one counts.
    if (event.type === 'click' && event instanceof MouseEvent && event.detail <= 1) handlers.onPress(key);
  };

  for (const type of PRESSES)
    addEventListener(type, handlePress, { capture: true, signal, passive: type.startsWith('touch') });
  addEventListener(
    'pointermove',
    (event) => {
      if (event.isTrusted) handlers.onHover(labelOf(event));
    },
    { capture: true, signal, passive: true },
  );
}

function isSame(one: LabelKey, other: LabelKey | undefined): boolean {
  return one.video === other?.video && one.track === other.track;
}
