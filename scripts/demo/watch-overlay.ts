/**
 * @file Records what the extension's overlay really shows on a page, through the debugging protocol, because the
 * overlay's shadow root is closed to the page and to its tests alike.
 *
 * It expects a host element directly under <html> with a closed shadow root; in it one `.picture` for each video, in
 * that `.face` elements with `data-state` and a `.target` whose `aria-label` is the name: the label itself is pixels.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { CDPSession, Page, Protocol } from 'puppeteer-core';
import type { OverlayFrame } from './score.ts';

export interface OverlayRecord {
  /** One for each change of the overlay, oldest first. */
  frames: OverlayFrame[];
  /** Frames that the video presented per second since the watch began. */
  videoFps: number;
}

export interface OverlayWatch {
  /** Everything since the beginning; the watch goes on. */
  read(): Promise<OverlayRecord>;
  stop(): Promise<void>;
}

const TIMEOUT_MS = 10_000;
const INTERVAL_MS = 50;

/**
 * @param videoIndex which of the page's videos, in document order
 * @throws when no overlay appears
 */
export async function watchOverlay(page: Page, videoIndex = 0): Promise<OverlayWatch> {
  const session = await page.createCDPSession();
  const root = await waitForOverlayRoot(session);
  const { object } = await session.send('DOM.resolveNode', { nodeId: root });
  const { result: recorder } = await session.send('Runtime.callFunctionOn', {
    ...(object.objectId === undefined ? {} : { objectId: object.objectId }),
    functionDeclaration: INSTALL_RECORDER,
    arguments: [{ value: videoIndex }],
  });
  const call = async (method: 'read' | 'stop'): Promise<unknown> => {
    const { result, exceptionDetails } = await session.send('Runtime.callFunctionOn', {
      ...(recorder.objectId === undefined ? {} : { objectId: recorder.objectId }),
      functionDeclaration: `function () { return this.${method}(); }`,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text);
    return result.value;
  };
  return {
    // The recorder below is the only one who writes this.
    read: async () => (await call('read')) as OverlayRecord,
    async stop() {
      await call('stop');
      await session.detach();
    },
  };
}

async function waitForOverlayRoot(session: CDPSession): Promise<Protocol.DOM.NodeId> {
  const giveUpAt = performance.now() + TIMEOUT_MS;
  while (performance.now() < giveUpAt) {
    const overlay = await findOverlayRoot(session);
    if (overlay !== undefined) return overlay;
    await wait(INTERVAL_MS);
  }
  throw new Error('The page has no overlay.');
}

/** The closed shadow root of the overlay's host, a direct child of <html>; undefined when there is none. */
export async function findOverlayRoot(session: CDPSession): Promise<Protocol.DOM.NodeId | undefined> {
  const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
  const html = root.children?.find((node) => node.nodeName === 'HTML');
  const roots = (html?.children ?? []).flatMap((node) => node.shadowRoots ?? []);
  return roots.find((shadow) => shadow.shadowRootType === 'closed' && holdsPicture(shadow))?.nodeId;
}

function holdsPicture(node: Protocol.DOM.Node): boolean {
  const classes = node.attributes?.[node.attributes.indexOf('class') + 1] ?? '';
  return (
    (node.attributes?.includes('class') === true && classes.split(' ').includes('picture')) ||
    (node.children ?? []).some(holdsPicture)
  );
}

/**
 * Runs in the page, with the shadow root as `this`; text, so that no compiler touches it.
 * Each change is logged from a MutationObserver, that is right after the task that made it. Faces that cannot be seen
 * are left out. The video's own rectangle is logged, so that an overlay at the wrong place counts as wrong.
 */
const INSTALL_RECORDER = `function (videoIndex) {
  const root = this;
  const video = document.querySelectorAll('video')[videoIndex];
  if (!video) throw new Error('There is no such video.');
  const toRect = ({ x, y, width, height }) => ({ x, y, width, height });
  const overlap = (a, b) =>
    Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
    Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));
  const isVisible = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const frames = [];
  const record = () => {
    const timeMs = performance.now();
    const picture = toRect(video.getBoundingClientRect());
    const ranked = [...root.querySelectorAll('.picture')]
      .map((element) => ({ element, shared: overlap(element.getBoundingClientRect(), picture) }))
      .sort((a, b) => b.shared - a.shared);
    const best = ranked.length > 0 && ranked[0].shared > 0 ? ranked[0].element : null;
    const faces = best === null ? [] : [...best.querySelectorAll('.face')].filter(isVisible).map((face) => ({
      state: face.dataset.state,
      name: face.querySelector('.target')?.ariaLabel ?? '',
      rect: toRect(face.getBoundingClientRect()),
    }));
    frames.push({ timeMs, picture, faces });
  };
  const observer = new MutationObserver(record);
  observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
  record();

  const startedAt = performance.now();
  let videoFrames = 0;
  let isWatching = true;
  const countFrame = () => {
    videoFrames += 1;
    if (isWatching) video.requestVideoFrameCallback(countFrame);
  };
  video.requestVideoFrameCallback(countFrame);
  return {
    read: () => ({ frames, videoFps: (videoFrames * 1000) / (performance.now() - startedAt) }),
    stop() {
      isWatching = false;
      observer.disconnect();
    },
  };
}`;
