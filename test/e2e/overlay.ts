/** @file What the overlay shows right now, looked up behind its closed shadow root through the debugging protocol. */
import type { Page } from 'puppeteer-core';
import { findOverlayRoot } from '../../scripts/demo/watch-overlay.ts';
import { waitUntil } from './wait-until.ts';

export interface ShownFace {
  state: string;
  name: string;
  /** CSS pixels of the viewport. */
  rect: { x: number; y: number; width: number; height: number };
}

/** All faces of all pictures; empty when there is no overlay. */
export async function readOverlay(page: Page): Promise<ShownFace[]> {
  const session = await page.createCDPSession();
  try {
    const root = await findOverlayRoot(session);
    if (root === undefined) return [];
    // The overlay may go between two questions.
    const resolved = await session.send('DOM.resolveNode', { nodeId: root }).catch(() => undefined);
    if (resolved === undefined) return [];
    const { object } = resolved;
    const { result } = await session.send('Runtime.callFunctionOn', {
      ...(object.objectId === undefined ? {} : { objectId: object.objectId }),
      returnByValue: true,
      functionDeclaration: `function () {
        return [...this.querySelectorAll('.face')].map((face) => {
          const { x, y, width, height } = face.getBoundingClientRect();
          const name = face.querySelector('.name').textContent;
          return { state: face.dataset.state, name, rect: { x, y, width, height } };
        });
      }`,
    });
    // The function above is the only one who writes this.
    return result.value as ShownFace[];
  } finally {
    await session.detach();
  }
}

/** Waits until the names on the overlay, sorted, are exactly these. */
export async function waitForNames(page: Page, names: readonly string[]): Promise<void> {
  const wanted = [...names].sort().join();
  let last = '';
  await waitUntil(
    async () => {
      last = (await namesOn(page)).join();
      return last === wanted;
    },
    `the overlay shows the names ${wanted === '' ? '(none)' : wanted}`,
  ).catch((error: unknown) => {
    throw new Error(`${String(error)} Last seen: ${last === '' ? '(none)' : last}.`);
  });
}

export async function namesOn(page: Page): Promise<string[]> {
  const faces = await readOverlay(page);
  return faces
    .filter(({ state }) => state === 'named')
    .map(({ name }) => name)
    .sort();
}
