/** @file Finding the videos of a document, also those in open shadow roots and those that come later. */

export interface VideoSearchHandlers {
  onFound(video: HTMLVideoElement): void;
  onGone(video: HTMLVideoElement): void;
}

/** Mutations come in bursts: look once after each. */
const SETTLE_MS = 150;
/** A shadow root that is attached to an old element causes no mutation: look again now and then. */
const RESCAN_MS = 2500;

export function watchForVideos(document: Document, handlers: VideoSearchHandlers): { stop(): void } {
  const known = new Set<HTMLVideoElement>();
  const observed = new WeakSet<Node>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const scan = (): void => {
    const found = new Set<HTMLVideoElement>();
    collect(document, found, (root) => {
      if (observed.has(root)) return;
      observed.add(root);
      observer.observe(root, { childList: true, subtree: true });
    });
    for (const video of known) {
      if (found.has(video)) continue;
      known.delete(video);
      handlers.onGone(video);
    }
    for (const video of found) {
      if (known.has(video)) continue;
      known.add(video);
      handlers.onFound(video);
    }
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

function collect(
  root: Document | ShadowRoot,
  videos: Set<HTMLVideoElement>,
  onRoot: (root: Node) => void,
): void {
  onRoot(root);
  for (const element of root.querySelectorAll('*')) {
    if (element instanceof HTMLVideoElement) videos.add(element);
    if (element.shadowRoot !== null) collect(element.shadowRoot, videos, onRoot);
  }
}
