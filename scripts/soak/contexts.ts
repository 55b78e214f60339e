/** @file Every script context of Nametag in a browser, each with a debugging session of its own, by name. */
import type { Browser, CDPSession, Page, Protocol, Target } from 'puppeteer-core';
import { INSTALL_INSTRUMENTS } from './instruments.ts';

export interface Context {
  readonly session: CDPSession;
  readonly isWorker: boolean;
}

/** What Chrome calls the world of Nametag's content script. */
const CONTENT_WORLD = 'Nametag';
const TIMEOUT_MS = 60_000;

export class Contexts {
  readonly #byName = new Map<string, Context>();

  /** In the order in which they came. */
  list(): readonly (readonly [string, Context])[] {
    return [...this.#byName];
  }

  async addPage(name: string, page: Page): Promise<void> {
    this.#byName.set(name, { session: await page.createCDPSession(), isWorker: false });
  }

  /** While a debugger listens, a service worker does not go to sleep: so its memory has every chance to grow. */
  async addServiceWorker(browser: Browser, extensionId: string): Promise<void> {
    const isOurs = (target: Target): boolean =>
      (target.type() as string) === 'service_worker' && target.url().includes(extensionId);
    const target = await browser.waitForTarget(isOurs, { timeout: TIMEOUT_MS });
    this.#byName.set('serviceWorker', { session: await target.createCDPSession(), isWorker: false });
  }

  /** Starts the offscreen document anew, so that its workers are held until they are instrumented. */
  async addOffscreen(browser: Browser): Promise<void> {
    const isOffscreen = (target: Target): boolean => target.url().endsWith('/offscreen.html');
    const target = await browser.waitForTarget(isOffscreen, { timeout: TIMEOUT_MS });
    const session = await target.createCDPSession();
    this.#byName.set('offscreen', { session, isWorker: false });
    await this.#addWorkersOf(session);
    await session.send('Page.reload');
  }

  async #addWorkersOf(parent: CDPSession): Promise<void> {
    const names = new Map<string, string>();
    parent.on('Target.attachedToTarget', ({ sessionId, targetInfo, waitingForDebugger }) => {
      const session = parent.connection()?.session(sessionId) ?? undefined;
      // The workers before the new start, which end in a moment, and the service worker, which is no worker of the document.
      if (session === undefined || targetInfo.type !== 'worker' || !waitingForDebugger) return;
      const name = this.#freeName(workerName(targetInfo));
      names.set(sessionId, name);
      this.#byName.set(name, { session, isWorker: true });
      instrument(session, () => this.#addWorkersOf(session)).catch(() => {
        this.#byName.delete(name);
      });
    });
    parent.on('Target.detachedFromTarget', ({ sessionId }) => {
      this.#byName.delete(names.get(sessionId) ?? '');
    });
    await parent.send('Target.setAutoAttach', {
      autoAttach: true,
      flatten: true,
      waitForDebuggerOnStart: true,
    });
  }

  #freeName(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.#byName.has(name); number++) name = `${wanted}${String(number)}`;
    return name;
  }
}

async function instrument(session: CDPSession, addWorkers: () => Promise<void>): Promise<void> {
  await session.send('Runtime.evaluate', { expression: INSTALL_INSTRUMENTS });
  await addWorkers();
  await session.send('Runtime.runIfWaitingForDebugger');
}

/** `/assets/detector.worker-DJrm24bR.js` is the `detectorWorker`; a thread of ONNX Runtime runs its loader. */
function workerName({ url }: Protocol.Target.TargetInfo): string {
  const file = new URL(url).pathname.split('/').at(-1) ?? '';
  const [, subject] = /^(\w+)\.worker/.exec(file) ?? [];
  return subject === undefined ? 'workerThread' : `${subject}Worker`;
}

/** Nametag's own world in a page; undefined where its content script does not run. */
export async function findContentWorld(session: CDPSession): Promise<string | undefined> {
  const worlds: Protocol.Runtime.ExecutionContextDescription[] = [];
  const note = ({ context }: Protocol.Runtime.ExecutionContextCreatedEvent): void => {
    worlds.push(context);
  };
  session.on('Runtime.executionContextCreated', note);
  try {
    await session.send('Runtime.enable');
    await session.send('Runtime.disable');
  } finally {
    session.off('Runtime.executionContextCreated', note);
  }
  return worlds.find(({ name }) => name === CONTENT_WORLD)?.uniqueId;
}
