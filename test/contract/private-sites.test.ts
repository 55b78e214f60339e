/** @file What a private window leaves behind: no site, no permission, no script, also after a crash. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPrivateSites, type PrivateSites } from '../../src/background/private-sites.ts';
import { createSiteSwitch } from '../../src/background/site-switch.ts';
import { onWindowsGone } from '../../src/platform/private-windows.ts';
import { isSiteEnabled } from '../../src/platform/sites.ts';
import { installFakeBrowser, type FakeBrowser } from './fake-browser.ts';

vi.mock('webextension-polyfill', () => import('./polyfill.ts'));

const SITE = 'https://example.org';

let fake: FakeBrowser;
let sites: PrivateSites;

beforeEach(() => {
  fake = installFakeBrowser();
  wake();
  fake.windows = [{ id: 1, incognito: false }];
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function wake(): void {
  sites = createPrivateSites(createSiteSwitch('content-script.js'));
}

/** As the popup does: the wish is stored before Chrome's answer, and again after it. */
async function enable(incognito: boolean): Promise<void> {
  fake.windows = [...fake.windows, { id: 2, incognito }];
  await sites.set(SITE, true);
  fake.granted.add(`${SITE}/*`);
  fake.tabs = [{ id: 5, url: `${SITE}/watch`, incognito }];
  await sites.set(SITE, true);
  expect(await isSiteEnabled(SITE)).toBe(true);
}

function leftBehind(): unknown {
  return { stored: fake.stored('sites'), granted: [...fake.granted], scripts: [...fake.registered.keys()] };
}

test('a site from a private window is on until the last one closes', async () => {
  await enable(true);
  await sites.sweep();
  expect(await isSiteEnabled(SITE)).toBe(true);
  fake.windows = [{ id: 1, incognito: false }];
  await sites.sweep();
  expect(leftBehind()).toEqual({ stored: [], granted: [], scripts: [] });
  expect(fake.storedKeys()).toEqual(['sites']);
});

test('after a crash it goes when the browser starts', async () => {
  await enable(true);
  [fake.windows, fake.tabs] = [[{ id: 9, incognito: false }], []];
  wake();
  let swept = Promise.resolve();
  onWindowsGone(() => {
    swept = sites.sweep();
  });
  fake.onStartup.emit();
  await swept;
  expect(leftBehind()).toEqual({ stored: [], granted: [], scripts: [] });
});

test('a site from an ordinary window stays, also one that was private before', async () => {
  await enable(true);
  fake.tabs = [
    { id: 5, url: `${SITE}/watch`, incognito: true },
    { id: 6, url: `${SITE}/watch`, incognito: false },
  ];
  await sites.set(SITE, true);
  fake.windows = [{ id: 1, incognito: false }];
  await sites.sweep();
  expect(await isSiteEnabled(SITE)).toBe(true);
});

test('switched off by hand, nothing is noted', async () => {
  await enable(true);
  await sites.set(SITE, false);
  expect(fake.stored('private-sites')).toBeUndefined();
  expect(leftBehind()).toEqual({ stored: [], granted: [], scripts: [] });
});
