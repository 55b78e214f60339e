/**
 * @file A page that hunts for names: every way that is known to read, measure or find what another script has put into its
 * document. Text, so that no compiler touches it; it runs in the page's own world, before anything else of the page.
 * SECURITY.md names these tricks.
 */

/** Listens from the first moment on: `hunt.noted()` gives every text that passed through the page's own functions. */
export const HUNTER = `
window.hunt = (() => {
  const notes = new Set();
  const note = (value) => {
    if (typeof value === 'string') notes.add(value);
    else if (value instanceof Node) notes.add(value.textContent ?? '');
    else if (value !== null && typeof value === 'object') {
      try { notes.add(String(value)); } catch { /* A value that has no text. */ }
    }
  };
  const roots = [];
  const ownFetch = window.fetch.bind(window);
  const events = [];

  // Patched functions of the page's own world.
  const patch = (object, name, onCall) => {
    const original = object?.[name];
    if (typeof original !== 'function') return;
    object[name] = function (...args) {
      args.forEach(note);
      const result = original.apply(this, args);
      onCall?.(result, this);
      return result;
    };
  };
  patch(Element.prototype, 'attachShadow', (root) => roots.push(root));
  for (const name of ['append', 'prepend', 'setAttribute', 'insertAdjacentHTML', 'replaceChildren', 'showPopover'])
    patch(Element.prototype, name) ?? patch(HTMLElement.prototype, name);
  for (const name of ['appendChild', 'insertBefore']) patch(Node.prototype, name);
  for (const type of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D])
    for (const name of ['fillText', 'strokeText', 'measureText', 'drawImage']) patch(type.prototype, name);
  for (const name of ['postMessage', 'requestAnimationFrame', 'fetch', 'setTimeout', 'queueMicrotask', 'createImageBitmap'])
    patch(window, name);
  patch(MessagePort.prototype, 'postMessage');
  patch(CSSStyleSheet.prototype, 'replaceSync');
  patch(EventTarget.prototype, 'addEventListener');
  patch(Intl.Segmenter.prototype, 'segment');
  patch(String.prototype, 'slice');
  patch(String.prototype, 'trimEnd');
  patch(Array.prototype, 'join', note);
  patch(JSON, 'stringify', note);
  for (const [type, property] of [[Node, 'textContent'], [Element, 'innerHTML'], [HTMLElement, 'innerText'], [Element, 'ariaLabel'], [HTMLElement, 'title']]) {
    const { get, set } = Object.getOwnPropertyDescriptor(type.prototype, property) ?? {};
    if (set) Object.defineProperty(type.prototype, property, { get, set(value) { note(value); set.call(this, value); }, configurable: true });
  }

  // Observers and events.
  for (const type of ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'compositionend', 'copy', 'cut', 'paste', 'selectionchange', 'message', 'securitypolicyviolation', 'toggle', 'beforetoggle', 'focusin', 'focusout', 'scroll', 'drag'])
    addEventListener(type, (event) => {
      events.push(type);
      note(event.data);
      note(event.target?.value);
      note(event.target);
    }, true);
  const mutations = [];
  new MutationObserver((records) => {
    for (const { type, target, attributeName, addedNodes } of records) {
      mutations.push(type + ' ' + (attributeName ?? '') + ' ' + (target.getAttribute?.(attributeName ?? '') ?? ''));
      addedNodes.forEach(note);
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true, attributeOldValue: true });
  const entries = [];
  for (const type of PerformanceObserver.supportedEntryTypes)
    try { new PerformanceObserver((list) => entries.push(...list.getEntries())).observe({ type, buffered: true }); } catch { /* Not for buffers. */ }

  const host = () => document.querySelector('html > [popover]');
  const letters = 'QUXLEYNKOWquxleynkow?';
  const spell = (view) => {
    const finds = (text) => {
      view.getSelection()?.removeAllRanges();
      return view.find(text, true, false, true);
    };
    let longest = '';
    for (const first of 'QU') {
      let found = finds(first) ? first : '';
      while (found !== '' && found.length < 12) {
        const next = [...letters].find((letter) => finds(found + letter));
        if (next === undefined) break;
        found += next;
      }
      if (found.length > longest.length) longest = found;
    }
    view.getSelection()?.removeAllRanges();
    return longest.length >= 3 ? longest : '';
  };
  const selectionText = () => getSelection().toString() + [...Array(getSelection().rangeCount).keys()].map((at) => getSelection().getRangeAt(at).toString()).join();
  const select = (act) => {
    act();
    const text = selectionText();
    getSelection().removeAllRanges();
    return text;
  };
  /** What lies where, over the whole window: 1 where it is ours. */
  const points = () => {
    const rows = [];
    for (let y = 2; y < innerHeight; y += 4) {
      let row = '';
      for (let x = 2; x < innerWidth; x += 4) row += document.elementFromPoint(x, y) === host() ? 1 : 0;
      rows.push(row);
    }
    return rows;
  };

  /** Each gives all the text that it could get at. */
  const tricks = {
    'patched functions': () => [...notes].join('\\n'),
    'roots that were attached': () => roots.map((root) => root.textContent + root.innerHTML).join(),
    'window.find, letter by letter': () => spell(window),
    'window.find of whole words': () => ['Quxley', 'Unknown', 'Quxley?'].filter((text) => find(text, false, false, true, false, true)).join(),
    'select all': () => select(() => document.execCommand('selectAll')),
    'a selection of the host': () => select(() => host() && getSelection().selectAllChildren(host())),
    'a range over the host': () => select(() => { const range = document.createRange(); range.selectNode(host() ?? document.body); getSelection().addRange(range); }),
    'a selection by modify': () => select(() => { getSelection().collapse(document.body, 0); for (let i = 0; i < 300; i++) getSelection().modify('extend', 'forward', 'word'); }),
    'composed ranges': () => { getSelection().selectAllChildren(document.documentElement); const ranges = getSelection().getComposedRanges?.({ shadowRoots: roots }) ?? []; getSelection().removeAllRanges(); return ranges.map(({ startContainer, endContainer }) => startContainer.nodeName + endContainer.nodeName).join(); },
    'design mode': () => { document.designMode = 'on'; const text = select(() => document.execCommand('selectAll')); const found = spell(window); document.designMode = 'off'; return text + found; },
    'copying': () => { let text = ''; const take = (event) => { text = selectionText() + event.clipboardData.getData('text/plain'); }; addEventListener('copy', take); document.execCommand('selectAll'); document.execCommand('copy'); removeEventListener('copy', take); getSelection().removeAllRanges(); return text; },
    'insertText': () => { const before = document.activeElement; host()?.focus?.(); document.execCommand('insertText', false, 'x'); before?.focus?.(); return document.activeElement?.value ?? ''; },
    'carets from points': () => { let text = ''; for (let y = 4; y < innerHeight; y += 8) for (let x = 4; x < innerWidth; x += 8) { const caret = document.caretPositionFromPoint?.(x, y, { shadowRoots: roots }); const node = caret?.offsetNode ?? document.caretRangeFromPoint?.(x, y)?.startContainer; if (node?.nodeType === 3 && node.getRootNode() !== document) text += node.data; } return text; },
    'elements from points': () => [...new Set(document.elementsFromPoint(innerWidth / 2, innerHeight / 2).map((element) => element === host() ? element.outerHTML : ''))].join(),
    'markup': () => { const element = host(); if (!element) return ''; const range = document.createRange(); range.selectNode(element); return [element.outerHTML, element.innerText, element.textContent, element.getHTML?.({ serializableShadowRoots: true, shadowRoots: roots }) ?? '', new XMLSerializer().serializeToString(element), element.cloneNode(true).outerHTML, range.cloneContents().textContent, String(element.shadowRoot)].join(); },
    'computed styles': () => { const element = host(); if (!element) return ''; return [null, '::before', '::after', '::backdrop', '::part(name)', '::slotted(*)'].map((pseudo) => { const style = getComputedStyle(element, pseudo); return style.content + style.cssText + style.counterReset; }).join(); },
    'accessible names': () => { const element = host(); const own = document.createElement('div'); if (element) { element.id ||= 'hunted'; own.setAttribute('aria-labelledby', element.id); own.ariaLabelledByElements = [element]; } document.body.append(own); const text = [own.computedName, element?.computedName, own.ariaLabel, element?.ariaLabel, element?.ariaDescription, own.innerText].join(); own.remove(); if (element?.id === 'hunted') element.removeAttribute('id'); return text; },
    'the host in another document': () => { const element = host(); if (!element) return ''; const frame = document.createElement('iframe'); document.body.append(frame); frame.contentDocument.body.append(element); const text = spell(frame.contentWindow) + frame.contentDocument.body.innerText; document.documentElement.append(element); frame.remove(); return text; },
    'the host in our own root': () => { const element = host(); if (!element) return ''; const own = document.createElement('div'); const root = own.attachShadow({ mode: 'open' }); document.body.append(own); root.append(element); const text = (root.getSelection?.()?.toString() ?? '') + root.innerHTML + (root.elementFromPoint(innerWidth / 2, innerHeight / 2)?.textContent ?? ''); document.documentElement.append(element); own.remove(); return text; },
    'styles of our own': () => { const style = document.createElement('style'); style.textContent = 'html > [popover], html > [popover]::part(name) { user-select: text !important; pointer-events: auto !important; --x: attr(aria-label) } html > [popover]::after { content: attr(aria-label) attr(data-state) }'; document.head.append(style); const text = select(() => document.execCommand('selectAll')) + getComputedStyle(host() ?? document.body, '::after').content + spell(window); style.remove(); return text; },
    'mutations': () => mutations.join('\\n'),
    'performance entries': () => [...entries, ...performance.getEntries()].map((entry) => { const { element, target, id, url } = entry; note(element); return [JSON.stringify(entry), element?.outerHTML ?? '', target === host() ? '' : '', id, url].join(); }).filter((text) => !text.includes('/src/')).join(),
    'global names': () => Object.getOwnPropertyNames(window).join() + [...Array(frames.length).keys()].map((at) => { try { return frames[at].document.body.innerText; } catch { return ''; } }).join(),
    'animations and highlights': () => document.getAnimations({ subtree: true }).map(({ effect }) => effect?.target?.textContent ?? '').join() + [...(CSS.highlights ?? [])].join(),
    'fonts': () => [...document.fonts].map(({ family, status, unicodeRange }) => status === 'unloaded' ? '' : 'asked for ' + family + unicodeRange).join(''),
    'storage': () => JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie + history.length,
  };

  /** What can be measured of it; the same for every name, and for none. */
  const measures = () => {
    const element = host();
    if (!element) return { points: points() };
    const { scrollWidth, scrollHeight, clientWidth, clientHeight, offsetWidth, offsetHeight, childNodes, attributes } = element;
    element.scrollTo(500, 500);
    const { scrollLeft, scrollTop } = element;
    const style = getComputedStyle(element);
    return {
      sizes: [scrollWidth, scrollHeight, clientWidth, clientHeight, offsetWidth, offsetHeight, scrollLeft, scrollTop, childNodes.length],
      attributes: [...attributes].map(({ name, value }) => name + '=' + value),
      style: [...style].map((name) => name + ':' + style.getPropertyValue(name)).join(';'),
      rects: [...element.getClientRects()].map((rect) => JSON.stringify(rect)),
      points: points(),
      focus: document.activeElement === element,
    };
  };

  return { tricks, measures, host, events, mutations, fetch: ownFetch };
})();
`;

/**
 * Fonts of the page's own, a file for each letter, under every name that labels might ask for. `url` is a place on the page's
 * server; whether a browser has asked for a file there, the page can read off `document.fonts`.
 */
export function fontTraps(url: string): string {
  const families = [
    'system-ui',
    'sans-serif',
    'ui-sans-serif',
    '"system-ui"',
    '"sans-serif"',
    'Arial',
    'Roboto',
    '"Segoe UI"',
  ];
  const letters = Array.from('QuxleyUnkow', (letter) => letter.codePointAt(0)?.toString(16) ?? '');
  return families
    .flatMap((family, at) =>
      letters.map(
        (code) =>
          `@font-face { font-family: ${family}; src: url(${url}?trap=${String(at)}-${code}); unicode-range: U+${code}; }`,
      ),
    )
    .join('\n');
}
