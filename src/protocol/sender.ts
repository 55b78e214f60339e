/** @file Who sent a message, decided in one pure place. */

/** `page`: one of the extension's own visible pages. `foreign`: anybody else, never answered. */
export type SenderKind = 'content' | 'page' | 'offscreen' | 'background' | 'foreign';

/** The parts of `runtime.MessageSender` that the decision needs. */
export interface SenderFacts {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly hasTab: boolean;
}

export const OFFSCREEN_PATH = 'src/offscreen/offscreen.html';

/**
 * A content script of this extension has the extension's id but a URL outside `ownOrigin`; it always belongs to a tab.
 * `ownOrigin` has no trailing slash: `chrome-extension://<id>`.
 */
export function classifySender(sender: SenderFacts, ownId: string, ownOrigin: string): SenderKind {
  if (sender.id !== ownId) return 'foreign';
  if (sender.url === undefined) return sender.hasTab ? 'content' : 'background';
  if (!sender.url.startsWith(`${ownOrigin}/`)) return sender.hasTab ? 'content' : 'foreign';
  const path = sender.url.slice(ownOrigin.length + 1).split(/[?#]/u)[0] ?? '';
  if (path === OFFSCREEN_PATH) return 'offscreen';
  return path.endsWith('.html') ? 'page' : 'background';
}
