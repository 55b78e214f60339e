/** @file One offscreen document, however many ask for it, and a failure that can be repaired. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { installFakeBrowser, type FakeBrowser } from './fake-browser.ts';

let fake: FakeBrowser;
let ensureOffscreenDocument: () => Promise<void>;

beforeEach(async () => {
  fake = installFakeBrowser();
  vi.resetModules();
  ({ ensureOffscreenDocument } = await import('../../src/platform/offscreen-host.ts'));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test('asked ten times at once, one document is created and all ten go on', async () => {
  await Promise.all(Array.from({ length: 10 }, ensureOffscreenDocument));
  expect(fake.offscreenCreations).toBe(1);
  expect(fake.offscreenDocuments).toBe(1);
});

test('one that is there already, from before the service worker slept, is enough', async () => {
  fake.offscreenDocuments = 1;
  await ensureOffscreenDocument();
  expect(fake.offscreenCreations).toBe(0);
});

test('one that is gone is created again', async () => {
  await ensureOffscreenDocument();
  fake.offscreenDocuments = 0;
  await ensureOffscreenDocument();
  expect(fake.offscreenCreations).toBe(2);
  expect(fake.offscreenDocuments).toBe(1);
});

test('a creation that failed is reported to all who waited, and can be tried again', async () => {
  fake.offscreenFailure = new Error('no room');
  const outcomes = await Promise.allSettled([ensureOffscreenDocument(), ensureOffscreenDocument()]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await ensureOffscreenDocument();
  expect(fake.offscreenDocuments).toBe(1);
});
