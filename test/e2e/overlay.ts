/** @file What the overlay shows right now, looked up behind its closed shadow root through the debugging protocol. */
import type { Page } from 'puppeteer-core';
import { findOverlayRoot } from '../../scripts/demo/watch-overlay.ts';
import { waitUntil } from './wait-until.ts';

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface ShownFace {
  state: string;
  name: string;
  /** CSS pixels of the viewport. */
  rect: Rect;
  /** Where it is clicked. */
  label: Rect;
  /** Where it is painted; the canvas is wider than the name. */
  canvas: Rect;
}

/** All faces of all pictures; empty when there is no overlay. */
export async function readOverlay(page: Page): Promise<ShownFace[]> {
  const faces = await inOverlay<ShownFace[]>(
    page,
    `function () {
      const toRect = ({ x, y, width, height }) => ({ x, y, width, height });
      return [...this.querySelectorAll('.face')].map((face) => {
        const target = face.querySelector('.target');
        return {
          state: face.dataset.state,
          name: target.ariaLabel ?? '',
          rect: toRect(face.getBoundingClientRect()),
          label: toRect(target.getBoundingClientRect()),
          canvas: toRect(face.querySelector('.name').getBoundingClientRect()),
        };
      });
    }`,
  );
  return faces ?? [];
}

/** Calls a function, given as text, with the overlay's root as `this`. */
async function inOverlay<Result>(page: Page, functionDeclaration: string): Promise<Result | undefined> {
  const session = await page.createCDPSession();
  try {
    const root = await findOverlayRoot(session);
    if (root === undefined) return undefined;
    // The overlay may go between two questions.
    const resolved = await session.send('DOM.resolveNode', { nodeId: root }).catch(() => undefined);
    if (resolved === undefined) return undefined;
    const { object } = resolved;
    const { result } = await session.send('Runtime.callFunctionOn', {
      ...(object.objectId === undefined ? {} : { objectId: object.objectId }),
      returnByValue: true,
      functionDeclaration,
    });
    // The function is the only one who writes this.
    return result.value as Result;
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
