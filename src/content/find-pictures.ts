/** @file Finding what may show moving pictures in a document, also in shadow roots, also what comes later. */
import { shadowRootOf } from '../platform/shadow-roots.ts';
import type { PictureElement } from '../video/picture-source.ts';

export interface PictureSearchHandlers {
  onFound(element: PictureElement): void;
  onGone(element: PictureElement): void;
  /** Origins of the embedded frames that this origin's permission does not reach; called when they change. */
  onEmbedded(origins: readonly string[]): void;
}

/** Mutations come in bursts: look once after each. */
const SETTLE_MS = 150;
/** A shadow root that is attached to an old element causes no mutation: look again now and then. */
const RESCAN_MS = 2500;
/** Smaller frames hold buttons and counters, not players. */
const MIN_FRAME_WIDTH_PX = 200;
const MIN_FRAME_HEIGHT_PX = 112;
const MAX_EMBEDDED = 20;

interface Found {
  readonly pictures: Set<PictureElement>;
  readonly embedded: Set<string>;
}

export function watchForPictures(document: Document, handlers: PictureSearchHandlers): { stop(): void } {
  const known = new Set<PictureElement>();
  const observed = new WeakSet<Node>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastEmbedded = '';

  const scan = (): void => {
    const found: Found = { pictures: new Set(), embedded: new Set() };
    collect(document, found, (root) => {
      if (observed.has(root)) return;
      observed.add(root);
      observer.observe(root, { childList: true, subtree: true });
    });
    for (const picture of known) {
      if (found.pictures.has(picture)) continue;
      known.delete(picture);
      handlers.onGone(picture);
    }
    for (const picture of found.pictures) {
      if (known.has(picture)) continue;
      known.add(picture);
      handlers.onFound(picture);
    }
    const embedded = [...found.embedded].sort().slice(0, MAX_EMBEDDED);
    if (embedded.join() === lastEmbedded) return;
    lastEmbedded = embedded.join();
    handlers.onEmbedded(embedded);
  };

  const observer = new MutationObserver(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      scan();
    }, SETTLE_MS);
  });
  const rescan = setInterval(() => {
    if (document.visibilityState === 'visible') scan();
  }, RESCAN_MS);
  scan();

  return {
    stop() {
      observer.disconnect();
      clearInterval(rescan);
      clearTimeout(timer);
    },
  };
}

function collect(root: Document | ShadowRoot, found: Found, onRoot: (root: Node) => void): void {
  onRoot(root);
  for (const element of root.querySelectorAll('*')) {
    if (element instanceof HTMLVideoElement || element instanceof HTMLCanvasElement) {
      found.pictures.add(element);
    } else if (element instanceof HTMLIFrameElement) {
      const origin = foreignOrigin(element);
      if (origin !== undefined) found.embedded.add(origin);
    } else {
      const shadow = shadowRootOf(element);
      if (shadow !== null) collect(shadow, found, onRoot);
    }
  }
}

/** Of a frame that is large enough for a video and belongs to another site. */
function foreignOrigin(frame: HTMLIFrameElement): string | undefined {
  const { width, height } = frame.getBoundingClientRect();
  if (width < MIN_FRAME_WIDTH_PX || height < MIN_FRAME_HEIGHT_PX) return undefined;
  const url = URL.parse(frame.src);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
  return url.origin === globalThis.origin ? undefined : url.origin;
}
