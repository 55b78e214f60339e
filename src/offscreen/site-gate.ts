/**
 * @file Lets only content scripts of sites that are on through to the recognizer, and shows them the door when their site
 * goes off. It asks nothing of the page, whose process may have been taken over. [Note: Off means off]
 */
import type { HostAllowance, PortAllowance } from '../core/limits/host-allowance.ts';
import type { HostedPort } from '../platform/port.ts';
import { sitesInForceSchema, type SitesInForce } from '../protocol/background-messages.ts';
import { parseMessage } from '../protocol/schemas.ts';
import { siteOfFrame, type FrameSite } from '../protocol/sender.ts';
import type { ToViewer } from '../protocol/video-port.ts';

type VideoPort = HostedPort<ToViewer>;

export interface SiteGateOptions {
  readonly allowance: HostAllowance;
  /** Asks the service worker, which reads the sites afresh. */
  readonly ask: () => Promise<SitesInForce>;
}

interface Admitted {
  readonly frame: FrameSite;
  readonly allowance: PortAllowance;
}

/** More ports than this do not wait for an answer of the service worker; their viewers try again. */
const MAX_WAITING = 256;
/** Of sandboxed frames that were refused; each one lasts until its frame is left. */
const MAX_REFUSED_DOCUMENTS = 1024;

export class SiteGate {
  #run = '';
  #revision = -1;
  #sites: ReadonlySet<string> = new Set();
  readonly #admitted = new Map<VideoPort, Admitted>();
  /** Ports of sites that seem to be off, until the service worker has been asked. */
  readonly #waiting = new Set<VideoPort>();
  /** Documents whose site Chrome does not name, and which were open when some site went off: it may have been theirs. */
  readonly #refused = new Set<string>();
  readonly #options: SiteGateOptions;
  #isAsking = false;

  constructor(options: SiteGateOptions) {
    this.#options = options;
  }

  /** For a port that may be heard. A port that is not let in is closed, now or as soon as that is sure. */
  admit(port: VideoPort): PortAllowance | undefined {
    const frame = this.#openSiteOf(port);
    if (frame === undefined) {
      this.#wait(port);
      return undefined;
    }
    const allowance = this.#options.allowance.openPort(frame.site);
    if (allowance === undefined) port.close?.();
    else this.#admitted.set(port, { frame, allowance });
    return allowance;
  }

  /** Call when an admitted port has closed. */
  leave(port: VideoPort): void {
    this.#admitted.get(port)?.allowance.close();
    this.#admitted.delete(port);
  }

  /** Takes the sites that are on, and closes the ports of those that are not any more. Older news is left out. */
  take(payload: unknown): void {
    const news = parseMessage(sitesInForceSchema, payload);
    if (news === undefined || (news.run === this.#run && news.revision <= this.#revision)) return;
    const before = this.#sites;
    this.#run = news.run;
    this.#revision = news.revision;
    this.#sites = new Set(news.origins);
    if ([...before].every((site) => this.#sites.has(site))) return;
    for (const [port, { frame }] of this.#admitted) {
      if (frame.isNameless) this.#refuse(port.sender?.documentId);
      else if (this.#sites.has(frame.site)) continue;
      this.#turnAway(port);
    }
  }

  #openSiteOf({ sender }: VideoPort): FrameSite | undefined {
    if (sender === undefined) return undefined;
    const frame = siteOfFrame(sender);
    if (frame === undefined || !this.#sites.has(frame.site)) return undefined;
    const { documentId } = sender;
    // Without its document's name, it could not be told from one that was refused.
    const isRefused = documentId === undefined || this.#refused.has(documentId);
    return frame.isNameless && isRefused ? undefined : frame;
  }

  #wait(port: VideoPort): void {
    if (this.#waiting.size >= MAX_WAITING) {
      port.close?.();
      return;
    }
    this.#waiting.add(port);
    void this.#decide();
  }

  /** A site that was just switched on may be known to the service worker only; nothing is final before it was asked. */
  async #decide(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    while (this.#waiting.size > 0) {
      const round = [...this.#waiting];
      this.#waiting.clear();
      const isSure = await this.#askAgain();
      for (const port of round) {
        if (isSure && this.#openSiteOf(port) === undefined) this.#turnAway(port);
        // The site is on after all, or no one knows: the viewer connects again in a moment.
        else port.close?.();
      }
    }
    this.#isAsking = false;
  }

  async #askAgain(): Promise<boolean> {
    try {
      this.take(await this.#options.ask());
      return true;
    } catch {
      // The service worker is being replaced. Nobody is let in without it.
      return false;
    }
  }

  #turnAway(port: VideoPort): void {
    port.send({ type: 'off' });
    port.close?.();
  }

  #refuse(documentId: string | undefined): void {
    if (documentId === undefined) return;
    this.#refused.add(documentId);
    if (this.#refused.size <= MAX_REFUSED_DOCUMENTS) return;
    const [oldest] = this.#refused;
    if (oldest !== undefined) this.#refused.delete(oldest);
  }
}
