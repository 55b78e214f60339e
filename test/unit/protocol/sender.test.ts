/** @file Who sent a message. */
import { expect, test } from 'vitest';
import {
  PAGE_PATHS,
  classifySender,
  siteOfFrame,
  type FrameFacts,
  type SenderFacts,
  type SenderKind,
} from '../../../src/protocol/sender.ts';

const ID = 'abcdefghijklmnopabcdefghijklmnop';
const OTHER_ID = 'ponmlkjihgfedcbaponmlkjihgfedcba';
const ORIGIN = `chrome-extension://${ID}`;

test.for<[string, SenderFacts, SenderKind]>([
  ['a content script', { id: ID, url: 'https://example.org/watch', hasTab: true }, 'content'],
  ['a content script in a blank frame', { id: ID, url: 'about:blank', hasTab: true }, 'content'],
  ['a sender of a tab without an address', { id: ID, url: undefined, hasTab: true }, 'foreign'],
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
  ['our id without an address or a tab', { id: ID, url: undefined, hasTab: false }, 'foreign'],
  [
    'the service worker’s script in a tab',
    { id: ID, url: `${ORIGIN}/service-worker-loader.js`, hasTab: true },
    'foreign',
  ],
  ['another script of ours', { id: ID, url: `${ORIGIN}/assets/other.js`, hasTab: false }, 'foreign'],
  ['our bare origin', { id: ID, url: `${ORIGIN}/`, hasTab: false }, 'foreign'],
  [
    'the offscreen document, opened in a tab',
    { id: ID, url: `${ORIGIN}/src/offscreen/offscreen.html`, hasTab: true },
    'foreign',
  ],
  ['a page of ours that is not known', { id: ID, url: `${ORIGIN}/docs/other.html`, hasTab: true }, 'foreign'],
  [
    'a page below a known one',
    { id: ID, url: `${ORIGIN}/src/ui/popup/index.html/x.html`, hasTab: true },
    'foreign',
  ],
  [
    'a known page in other letters',
    { id: ID, url: `${ORIGIN}/src/ui/Popup/index.html`, hasTab: true },
    'foreign',
  ],
  ['a content script in a data frame', { id: ID, url: 'data:text/html,x', hasTab: true }, 'content'],
  [
    'a content script in a blob frame',
    { id: ID, url: 'blob:https://example.org/1', hasTab: true },
    'content',
  ],
  ['a content script of a local file', { id: ID, url: 'file:///tmp/x.html', hasTab: true }, 'foreign'],
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
    'foreign',
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

test.for(PAGE_PATHS)('the page %s', (path) => {
  expect(classifySender({ id: ID, url: `${ORIGIN}/${path}?x#y`, hasTab: true }, ID, ORIGIN)).toBe('page');
});

const SITE = 'https://example.org';
const TAB = 'https://top.example/';

// As Chromium 156 says it, see `siteOfFrame`.
test.for<[string, FrameFacts, string | undefined, boolean?]>([
  ['a page', { origin: SITE, url: `${SITE}/watch`, tabUrl: `${SITE}/watch` }, SITE],
  ['a frame of another site', { origin: SITE, url: `${SITE}/watch`, tabUrl: TAB }, SITE],
  ['a page at a port', { origin: 'http://127.0.0.1:80', url: 'http://127.0.0.1:80/' }, 'http://127.0.0.1:80'],
  ['a blank frame', { origin: SITE, url: 'about:blank', tabUrl: TAB }, SITE],
  ['a srcdoc frame', { origin: SITE, url: 'about:srcdoc', tabUrl: TAB }, SITE],
  ['a blob frame', { origin: SITE, url: `blob:${SITE}/1`, tabUrl: TAB }, SITE],
  ['a sandboxed frame', { origin: 'null', url: `${SITE}/player?a@b`, tabUrl: TAB }, SITE],
  [
    'a sandboxed frame behind a password',
    { origin: 'null', url: 'https://a:b@example.org/', tabUrl: TAB },
    SITE,
  ],
  ['a sandboxed blob frame', { origin: 'null', url: `blob:${SITE}/1`, tabUrl: TAB }, SITE],
  [
    'a sandboxed srcdoc frame',
    { origin: 'null', url: 'about:srcdoc', tabUrl: TAB },
    'https://top.example',
    true,
  ],
  [
    'a data frame',
    { origin: 'null', url: `data:text/html,${SITE}/`, tabUrl: TAB },
    'https://top.example',
    true,
  ],
  ['a data frame in a tab that may not be known', { origin: 'null', url: 'data:text/html,' }, undefined],
  [
    'a frame in one of our own pages',
    { origin: 'null', url: 'about:srcdoc', tabUrl: `${ORIGIN}/x.html` },
    undefined,
  ],
  ['a sender without an origin', { url: `${SITE}/watch`, tabUrl: TAB }, undefined],
  ['an origin that is no site', { origin: 'file://', url: `${SITE}/`, tabUrl: TAB }, undefined],
  ['nothing', {}, undefined],
])('the site of %s', ([, facts, site, isNameless = false]) => {
  expect(siteOfFrame(facts)).toEqual(site === undefined ? undefined : { site, isNameless });
});
