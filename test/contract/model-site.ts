/** @file Stands in for the built package: the cards of the face models in it, and cards for tests. */
import { readFileSync } from 'node:fs';
import { vi } from 'vitest';
import { EXTENSION_ORIGIN } from './fake-browser.ts';

export type CardJson = Readonly<Record<string, unknown>>;

const COMPACT = JSON.parse(
  readFileSync(new URL('../../models/oracles/compact.json', import.meta.url), 'utf8'),
) as CardJson;

/** A valid card of a network that ONNX Runtime runs; embeddings have `dimension` numbers. */
export function cardOf(id: string, dimension = 2): CardJson {
  const output = { ...(COMPACT['output'] as CardJson), dimension };
  const { network, ...card } = COMPACT;
  if (network !== 'dlib-resnet') throw new Error('the compact card names its network');
  return { ...card, id, title: `Title of ${id}`, file: `${id}.onnx`, output };
}

/** The package answers `/models/cards.json` with this; an `Error` is what Chrome throws for a file that is missing. */
export function installPackage(cards: unknown): void {
  vi.stubGlobal('location', { href: `${EXTENSION_ORIGIN}/src/offscreen/offscreen.html` });
  vi.stubGlobal('fetch', (url: string) => {
    if (url !== '/models/cards.json' || cards instanceof Error) {
      return Promise.reject(new TypeError('Failed to fetch'));
    }
    return Promise.resolve(new Response(typeof cards === 'string' ? cards : JSON.stringify(cards)));
  });
}
