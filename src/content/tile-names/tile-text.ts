/** @file Reading what a label says to a person, without the icons and buttons that lie in it. */

/** More than any name, with all that sites add to it: such an element is no label. */
export const MAX_LABEL_LENGTH = 200;

/** Icon fonts spell their pictures ("mic_off"); buttons, menus and tooltips speak of the name. */
const NO_LABEL = [
  'script, style, template, noscript, svg, i, button, input',
  '[role="button"], [role="menu"], [role="menuitem"], [role="tooltip"]',
  '[class*="material-icons"], [class*="material-symbols"], [class*="google-symbols"]',
].join();

/** Labels nest a few elements; what nests deeper is no label, and could be built to exhaust the stack. */
const MAX_DEPTH = 12;
/** Elements of one tile that are looked at for one selector. */
const MAX_LABELS = 8;

/**
 * The text of what `selector` finds in the tile of `picture`, or of the tile itself where that fits. Nothing where it finds
 * several that differ: then the tile is not what it was taken for. A label within a button counts where names are known to stand
 * there. See: [Note: No name is better than a wrong one]
 */
export function labelIn(
  tile: Element,
  selector: string,
  picture: Element,
  kind: 'as-a-label' | 'as-a-button' = 'as-a-label',
): string[] {
  const found = [...(tile.matches(selector) ? [tile] : []), ...tile.querySelectorAll(selector)];
  const labels = found
    .filter((element) => kind === 'as-a-button' || !isWithinNoLabel(element, picture))
    .slice(0, MAX_LABELS);
  const texts = new Set(labels.map(labelText).filter((text) => text !== ''));
  return texts.size === 1 ? [...texts] : [];
}

/** Empty where the element holds more than a label would. */
function labelText(element: Element): string {
  let text = '';
  const read = (node: Element, depth: number): boolean => {
    if (depth > MAX_DEPTH) return false;
    for (const child of node.childNodes) {
      if (isText(child)) text += child.data;
      else if (isElement(child) && !child.matches(NO_LABEL) && !read(child, depth + 1)) return false;
      if (text.length > MAX_LABEL_LENGTH) return false;
    }
    return true;
  };
  return read(element, 0) ? text.trim() : '';
}

/** A tile that is itself a button or a menu's item holds its picture. */
function isWithinNoLabel(element: Element, picture: Element): boolean {
  const around = element.closest(NO_LABEL);
  return around !== null && !around.contains(picture);
}

function isText(node: Node): node is Text {
  return node.nodeType === 3;
}

function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}
