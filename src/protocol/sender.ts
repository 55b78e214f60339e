/** @file Who sent a message and for which site, decided in one pure place. What is not known is nobody's. */

/** `page`: one of the extension's own visible pages. `foreign`: anybody else, never answered. */
export type SenderKind = 'content' | 'page' | 'offscreen' | 'background' | 'foreign';

/** The parts of `runtime.MessageSender` that the decision needs. */
export interface SenderFacts {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly hasTab: boolean;
}

export const OFFSCREEN_PATH = 'src/offscreen/offscreen.html';
/** As the build names it in the manifest: the service worker's messages carry this address, and no tab or document. */
export const SERVICE_WORKER_PATH = 'service-worker-loader.js';
/** The visible pages of the extension, all of them. */
export const PAGE_PATHS: readonly string[] = [
  'src/ui/people/index.html',
  'src/ui/popup/index.html',
  'src/ui/settings/index.html',
  'src/ui/studio/index.html',
];

/** Where content scripts run: pages of sites, and blank, generated and data documents within them. */
const CONTENT_SCHEMES = /^(?:https?|about|blob|data):/u;

/**
 * A content script of this extension has the extension's id but a URL outside `ownOrigin`; it always belongs to a tab.
 * `ownOrigin` has no trailing slash: `chrome-extension://<id>`.
 */
export function classifySender(
  { id, url, hasTab }: SenderFacts,
  ownId: string,
  ownOrigin: string,
): SenderKind {
  if (id !== ownId || url === undefined) return 'foreign';
  if (!url.startsWith(`${ownOrigin}/`)) return hasTab && CONTENT_SCHEMES.test(url) ? 'content' : 'foreign';
  const [path = ''] = url.slice(ownOrigin.length + 1).split(/[?#]/u);
  if (PAGE_PATHS.includes(path)) return 'page';
  if (hasTab) return 'foreign';
  if (path === OFFSCREEN_PATH) return 'offscreen';
  return path === SERVICE_WORKER_PATH ? 'background' : 'foreign';
}

/** What Chrome says of the frame that a content script runs in. */
export interface FrameFacts {
  readonly origin?: string | undefined;
  readonly url?: string | undefined;
  /** Of the tab; missing without permission for its site. */
  readonly tabUrl?: string | undefined;
}

export interface FrameSite {
  /** As `location.origin` has it. */
  readonly site: string;
  /** A sandboxed frame without an address of its own: it counts as part of its tab's page. */
  readonly isNameless: boolean;
}

/**
 * The site that a frame belongs to; undefined when Chrome names none. In Chromium 156, `about:blank`, `srcdoc` and `blob:`
 * frames have the origin of whoever made them. Sandboxed and `data:` frames have the origin "null": the former may still
 * have the address of a site; for the others only the tab's address is left.
 */
export function siteOfFrame({ origin, url, tabUrl }: FrameFacts): FrameSite | undefined {
  if (origin === undefined) return undefined;
  const named = siteIn(origin === 'null' ? url : origin);
  if (named !== undefined) return { site: named, isNameless: false };
  const around = origin === 'null' ? siteIn(tabUrl) : undefined;
  return around === undefined ? undefined : { site: around, isNameless: true };
}

/** Addresses come from Chrome, which has normalized them. */
function siteIn(url: string | undefined): string | undefined {
  const [, scheme, host] = /^(?:blob:)?(https?:\/\/)(?:[^/?#@]*@)?([^/?#@]+)/u.exec(url ?? '') ?? [];
  return scheme === undefined || host === undefined ? undefined : scheme + host;
}
