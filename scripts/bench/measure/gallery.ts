/** @file Galleries of any size: whom the clip shows, and strangers whose embeddings lie as far apart as people's do. */
import type { Page } from 'puppeteer-core';
import faceplugin from '../../../models/faceplugin.json' with { type: 'json' };
import { PHOTOS } from '../../demo/truth.ts';
import { PANEL_PORT } from '../../../src/protocol/panel-port.ts';
import type { Bench } from './bench.ts';

export const GROUP_PEOPLE: readonly string[] = PHOTOS.sample5.faces.map(({ person }) => person);

/** As it lies in storage; only what is read here. */
export interface SavedAnchor {
  readonly name: string;
  readonly samples: readonly { readonly embeddings: Readonly<Record<string, readonly number[]>> }[];
}

/** Strangers lie at right angles to each other, as those on the card do in the mean: directions by chance. */
const { id: MODEL } = faceplugin;
/** Written at once: a message of all of them would be refused. */
const PART = 1000;
const STUDY_TIMEOUT_MS = 120_000;
const QUICK_STUDY_TIMEOUT_MS = 10_000;

/** @returns the records of these people. */
export async function readSaved(backstage: Page, names: readonly string[]): Promise<SavedAnchor[]> {
  return (await backstage.evaluate(`chrome.storage.local.get(null).then((all) =>
    Object.entries(all).filter(([key]) => key.startsWith('anchor:')).map(([, anchor]) => anchor)
      .filter(({ name }) => ${JSON.stringify(names)}.includes(name)))`)) as SavedAnchor[];
}

/** Replaces whoever is saved by `saved` and as many strangers as it takes to make `count`. */
export async function fillGallery(
  backstage: Page,
  saved: readonly SavedAnchor[],
  count: number,
): Promise<void> {
  await backstage.evaluate(`chrome.storage.local.get(null).then((all) =>
    chrome.storage.local.remove(Object.keys(all).filter((key) => key.startsWith('anchor:'))))`);
  await backstage.evaluate(`(async (saved, count) => {
    let state = 6;
    const random = () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const template = saved[0].samples[0];
    const stranger = (index) => ({
      version: 2, id: 'stranger-' + index, name: 'Stranger ' + index, createdAtMs: index + 1, isNeverNamed: false,
      samples: [{ ...template, id: 'sample-' + index, embeddings: {
        ${MODEL}: Array.from({ length: ${String(faceplugin.output.dimension)} }, () =>
          Math.fround(normal() / Math.sqrt(${String(faceplugin.output.dimension)}))) } }],
    });
    await chrome.storage.local.set(Object.fromEntries(saved.map((anchor) => ['anchor:' + anchor.id, anchor])));
    for (let from = saved.length; from < count; from += ${String(PART)}) {
      const part = Array.from({ length: Math.min(${String(PART)}, count - from) }, (_, index) => stranger(from + index));
      await chrome.storage.local.set(Object.fromEntries(part.map((anchor) => ['anchor:' + anchor.id, anchor])));
    }
  })(${JSON.stringify(saved)}, ${String(count)})`);
}

/**
 * Tells the recognizer of the gallery that storage now holds: the service worker pushes it after each change of the people,
 * also where there was nothing to erase.
 * @returns whether the recognizer has studied all of it within the time that there is; until then its limits are those of
 * the gallery before, and the study takes a part of the processor
 */
export async function waitForStudy(backstage: Page, { isQuick }: Bench, people: number): Promise<boolean> {
  const timeoutMs = isQuick ? QUICK_STUDY_TIMEOUT_MS : STUDY_TIMEOUT_MS;
  // As text: TypeScript's helpers do not exist in the page.
  return (await backstage.evaluate(`(async () => {
    const change = { target: 'background', type: 'damaged.forget', payload: {} };
    const reply = await chrome.runtime.sendMessage(change);
    if (reply?.ok !== true) throw new Error('The service worker did not read the gallery.');
    const port = chrome.runtime.connect({ name: ${JSON.stringify(PANEL_PORT)} });
    const isStudied = await new Promise((resolve) => {
      port.onMessage.addListener(({ type, estimate }) => {
        if (type === 'estimate' && estimate.people === ${String(people)}) resolve(true);
      });
      port.onDisconnect.addListener(() => resolve(false));
      setTimeout(() => resolve(false), ${String(timeoutMs)});
      port.postMessage({ type: 'watchEstimate' });
    });
    port.disconnect();
    return isStudied;
  })()`)) as boolean;
}
