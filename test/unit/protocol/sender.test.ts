/** @file Who sent a message. */
import { expect, test } from 'vitest';
import { classifySender, type SenderFacts, type SenderKind } from '../../../src/protocol/sender.ts';

const ID = 'abcdefghijklmnopabcdefghijklmnop';
const OTHER_ID = 'ponmlkjihgfedcbaponmlkjihgfedcba';
const ORIGIN = `chrome-extension://${ID}`;

test.for<[string, SenderFacts, SenderKind]>([
  ['a content script', { id: ID, url: 'https://example.org/watch', hasTab: true }, 'content'],
  ['a content script in a blank frame', { id: ID, url: 'about:blank', hasTab: true }, 'content'],
  ['a content script without an address', { id: ID, url: undefined, hasTab: true }, 'content'],
  ['the popup', { id: ID, url: `${ORIGIN}/src/ui/popup/index.html`, hasTab: false }, 'page'],
  [
    'the popup, opened in a tab',
    { id: ID, url: `${ORIGIN}/src/ui/popup/index.html?tab=3`, hasTab: true },
    'page',
  ],
  [
    'Studio at a place in it',
    { id: ID, url: `${ORIGIN}/src/ui/studio/index.html#camera`, hasTab: true },
    'page',
  ],
  [
    'the offscreen document',
    { id: ID, url: `${ORIGIN}/src/offscreen/offscreen.html`, hasTab: false },
    'offscreen',
  ],
  ['the service worker', { id: ID, url: `${ORIGIN}/service-worker-loader.js`, hasTab: false }, 'background'],
  ['the service worker without an address', { id: ID, url: undefined, hasTab: false }, 'background'],
  [
    'another extension',
    { id: OTHER_ID, url: `chrome-extension://${OTHER_ID}/page.html`, hasTab: false },
    'foreign',
  ],
  [
    'another extension at our address',
    { id: OTHER_ID, url: `${ORIGIN}/src/ui/popup/index.html`, hasTab: true },
    'foreign',
  ],
  ['a web page', { id: undefined, url: 'https://example.org/', hasTab: true }, 'foreign'],
  ['nobody', { hasTab: false }, 'foreign'],
  ['our id from elsewhere without a tab', { id: ID, url: 'https://example.org/', hasTab: false }, 'foreign'],
  [
    'an origin that only begins like ours',
    { id: ID, url: `${ORIGIN}x/src/ui/popup/index.html`, hasTab: true },
    'content',
  ],
  [
    'our popup’s address as a query',
    { id: ID, url: `https://example.org/?${ORIGIN}/src/ui/popup/index.html`, hasTab: true },
    'content',
  ],
  [
    'offscreen.html only by its query',
    { id: ID, url: `${ORIGIN}/src/ui/popup/index.html?src/offscreen/offscreen.html`, hasTab: true },
    'page',
  ],
])('%s', ([, sender, kind]) => {
  expect(classifySender(sender, ID, ORIGIN)).toBe(kind);
});
