/** @file Contradicting a name in a real browser: at once, over the service worker's sleep, and back. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTabStatus } from '../../scripts/demo/tab-status.ts';
import { CORRECTION_ANSWERS, type CorrectionWish } from '../../src/protocol/correction-messages.ts';
import { PANEL_PORT } from '../../src/protocol/panel-port.ts';
import { parseMessage } from '../../src/protocol/schemas.ts';
import { enrollPerson, startHarness, switchOn, type Harness } from './harness.ts';
import { waitForNames } from './overlay.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
});

/** Says it through the port that the popup has; gives the recognizer's answer. */
async function say(popup: Page, face: string, wish: CorrectionWish) {
  const message = JSON.stringify({ type: 'correctFace', request: 1, face, wish });
  const answer: unknown = await popup.evaluate(`(async () => {
    const port = chrome.runtime.connect({ name: ${JSON.stringify(PANEL_PORT)} });
    const answer = await new Promise((resolve) => {
      port.onMessage.addListener(resolve);
      port.postMessage(${message});
    });
    port.disconnect();
    return answer;
  })()`);
  return parseMessage(CORRECTION_ANSWERS[0], answer);
}

test('“not Clara” takes the name away at once, survives the service worker, and is undone', async () => {
  const page = await harness.open('?static=sample1');
  const popup = await switchOn(harness, page);
  await enrollPerson(page, popup, 'Clara');
  await waitForNames(page, ['Clara']);

  const { faces } = await readTabStatus(popup);
  const named = faces.find(({ verdict }) => verdict.kind === 'named');
  const anchorId = named?.verdict.kind === 'named' ? named.verdict.anchorId : '';
  const answer = await say(popup, named?.face ?? '', { kind: 'not', anchorId });
  expect(answer?.grounds?.sampleCropUrl).toMatch(/^data:image\/jpeg;base64,/u);
  await waitForNames(page, []);

  await harness.killServiceWorker();
  const correctionId = answer?.correctionId ?? '';
  const stored: unknown =
    await popup.evaluate(`chrome.storage.local.get('correction:${correctionId}').then((found) =>
    Object.values(found).map(({ correction }) => [correction.kind, correction.rejection.faces.length > 0]))`);
  expect(stored).toEqual([['not', true]]);
  await waitForNames(page, []);

  const undo = JSON.stringify({ target: 'background', type: 'correction.undo', payload: { correctionId } });
  expect(await popup.evaluate(`chrome.runtime.sendMessage(${undo})`)).toEqual({ ok: true, value: {} });
  await waitForNames(page, ['Clara']);
  await popup.close();
});
