/** @file The names on the extension's overlay as they change, read as lightly as can be: boxes move, and only names count here. */
import type { Page } from 'puppeteer-core';
import { setTimeout as pause } from 'node:timers/promises';
import { findOverlayRoot } from '../../demo/watch-overlay.ts';
import type { NamesAt } from '../page/stage.ts';

const TIMEOUT_MS = 60_000;
const POLL_MS = 50;

export interface NameWatch {
  /** Everything since the beginning; the watch ends. */
  end(): Promise<NamesAt[]>;
}

/** @throws when no overlay appears. */
export async function watchNames(page: Page): Promise<NameWatch> {
  const session = await page.createCDPSession();
  const giveUpAt = performance.now() + TIMEOUT_MS;
  let nodeId = await findOverlayRoot(session);
  while (nodeId === undefined) {
    if (performance.now() > giveUpAt) throw new Error('The page has no overlay.');
    await pause(POLL_MS);
    nodeId = await findOverlayRoot(session);
  }
  const { object } = await session.send('DOM.resolveNode', { nodeId });
  const { result: recorder } = await session.send('Runtime.callFunctionOn', {
    ...(object.objectId === undefined ? {} : { objectId: object.objectId }),
    functionDeclaration: RECORDER,
  });
  return {
    async end() {
      const { result } = await session.send('Runtime.callFunctionOn', {
        ...(recorder.objectId === undefined ? {} : { objectId: recorder.objectId }),
        functionDeclaration: 'function () { return this.end(); }',
        returnByValue: true,
      });
      await session.detach();
      // The recorder below is the only one who writes this.
      return result.value as NamesAt[];
    },
  };
}

/** Runs in the page with the overlay's shadow root as `this`; text, so that no compiler touches it. */
const RECORDER = `function () {
  const root = this;
  const log = [];
  let last = '';
  const note = () => {
    const names = [...root.querySelectorAll('.face[data-state="named"] .target')].map((target) => target.ariaLabel ?? '');
    const key = names.join('|');
    if (key === last) return;
    last = key;
    log.push({ timeMs: performance.now(), names });
  };
  const observer = new MutationObserver(note);
  observer.observe(root, { subtree: true, childList: true, attributeFilter: ['data-state', 'aria-label'] });
  note();
  return { end() { observer.disconnect(); return log; } };
}`;
