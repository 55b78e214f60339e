/** @file Sites: the wish, Chrome's permission, the registered script and the open tabs always agree. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSiteSwitch, type SiteSwitch } from '../../src/background/site-switch.ts';
import { isSiteEnabled, onPermissionsChanged, onSitesChanged } from '../../src/platform/sites.ts';
import { installFakeBrowser, type FakeBrowser } from './fake-browser.ts';

vi.mock('webextension-polyfill', () => import('./polyfill.ts'));

const SCRIPT = 'src/content/content-script.js';
const SITE = 'https://example.org';
const OTHER = 'http://127.0.0.1:8080';

let fake: FakeBrowser;
let sites: SiteSwitch;

beforeEach(() => {
  fake = installFakeBrowser();
  fake.tabs = [
    { id: 1, url: `${SITE}/watch` },
    { id: 2, url: `${SITE}/other` },
    { id: 3, url: `${OTHER}/` },
  ];
  sites = createSiteSwitch(SCRIPT);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const registered = () => [...fake.registered.keys()].sort();
/** What the offscreen document was told to let in, each time. */
const letIn = () =>
  (fake.sentMessages as { type: string; payload: { origins: string[] } }[])
    .filter(({ type }) => type === 'sites.changed')
    .map(({ payload }) => payload.origins);

/** The person has switched the site on, and Chrome has granted it. */
async function enable(origin: string): Promise<void> {
  fake.granted.add(`${origin}/*`);
  await sites.set(origin, true);
}

describe('on', () => {
  test('registers the script for exactly this site, in all frames', async () => {
    await enable(SITE);
    expect([...fake.registered.values()]).toEqual([
      {
        id: `site:${SITE}`,
        matches: [`${SITE}/*`],
        js: [SCRIPT],
        allFrames: true,
        matchOriginAsFallback: true,
        runAt: 'document_idle',
        persistAcrossSessions: true,
      },
    ]);
    expect(await isSiteEnabled(SITE)).toBe(true);
    expect(await isSiteEnabled(OTHER)).toBe(false);
  });

  test('puts it into the tabs of the site that are open, and into no other', async () => {
    await enable(SITE);
    expect(fake.injections).toEqual([
      { tabId: 1, frameIds: [0], files: [SCRIPT] },
      { tabId: 2, frameIds: [0], files: [SCRIPT] },
    ]);
  });

  test('puts it into a player of the site that is embedded in another one, and into nothing else there', async () => {
    fake.tabs = [{ id: 1, url: `${SITE}/watch`, frames: [SITE, OTHER] }];
    fake.granted.add(`${SITE}/*`);
    await enable(OTHER);
    expect(fake.injections).toEqual([{ tabId: 1, frameIds: [2], files: [SCRIPT] }]);
  });

  test('a tab that refuses the script does not keep it from the others', async () => {
    const { executeScript } = fake.api.scripting;
    fake.api.scripting.executeScript = (injection) =>
      injection.target.tabId === 1 ? Promise.reject(new Error('error page')) : executeScript(injection);
    await enable(SITE);
    expect(fake.injections.map(({ tabId }) => tabId)).toEqual([2]);
  });

  test(
    'a tab that never answers delays neither the others nor the next site',
    { timeout: 20_000 },
    async () => {
      const { executeScript } = fake.api.scripting;
      fake.api.scripting.executeScript = (injection) =>
        injection.target.tabId === 1 ? new Promise(() => undefined) : executeScript(injection);
      await enable(SITE);
      await enable(OTHER);
      expect(fake.injections.map(({ tabId }) => tabId)).toEqual([2, 3]);
    },
  );

  test('scripts come at once, also onto pages that never end to load', async () => {
    const asked: unknown[] = [];
    const { executeScript } = fake.api.scripting;
    fake.api.scripting.executeScript = (injection) => {
      asked.push((injection as { injectImmediately?: boolean }).injectImmediately);
      return executeScript(injection);
    };
    await enable(SITE);
    expect(new Set(asked)).toEqual(new Set([true]));
  });

  test('switched on again, the extension comes back into the tabs that are open', async () => {
    await enable(SITE);
    fake.injections.length = 0;
    await sites.reconcile();
    expect(fake.injections).toEqual([]);
    await sites.revive();
    expect(fake.injections.map(({ tabId }) => tabId)).toEqual([1, 2]);
  });

  test('twice, or many times at once, is once', async () => {
    fake.granted.add(`${SITE}/*`);
    await Promise.all([
      sites.set(SITE, true),
      sites.set(SITE, true),
      sites.reconcile(),
      sites.set(SITE, true),
    ]);
    expect(registered()).toEqual([`site:${SITE}`]);
    expect(fake.injections).toHaveLength(2);
    expect(fake.stored('sites')).toEqual([SITE]);
  });

  test('without Chrome’s permission does nothing but remember the wish', async () => {
    await sites.set(SITE, true);
    expect(registered()).toEqual([]);
    expect(fake.injections).toEqual([]);
    expect(await isSiteEnabled(SITE)).toBe(false);
  });

  test('goes on by itself when the permission comes later: the prompt closes the popup', async () => {
    const reconciled = followPermissions();
    await sites.set(SITE, true);
    fake.grant(SITE);
    await reconciled();
    expect(registered()).toEqual([`site:${SITE}`]);
    expect(fake.injections).toHaveLength(2);
  });

  test('a permission without the wish does nothing', async () => {
    fake.granted.add(`${SITE}/*`);
    await sites.reconcile();
    expect(registered()).toEqual([]);
    expect(await isSiteEnabled(SITE)).toBe(false);
  });
});

describe('off', () => {
  test('unregisters, has the ports closed, tells no tab, and gives the permission back', async () => {
    await enable(SITE);
    await enable(OTHER);
    await sites.set(SITE, false);
    expect(registered()).toEqual([`site:${OTHER}`]);
    expect(letIn().at(-1)).toEqual([OTHER]);
    // No tab learns which site it was.
    expect(fake.tabMessages).toEqual([]);
    expect([...fake.granted]).toEqual([`${OTHER}/*`]);
    expect(fake.stored('sites')).toEqual([OTHER]);
  });

  test('of a site that was never on changes nothing', async () => {
    await enable(OTHER);
    await sites.set(SITE, false);
    expect(registered()).toEqual([`site:${OTHER}`]);
    expect(fake.stored('sites')).toEqual([OTHER]);
  });

  test('and on again works', async () => {
    await enable(SITE);
    await sites.set(SITE, false);
    await enable(SITE);
    expect(registered()).toEqual([`site:${SITE}`]);
    expect(fake.injections).toHaveLength(4);
  });

  test('taken back in the browser’s own settings, it unregisters and stops', async () => {
    const reconciled = followPermissions();
    await enable(SITE);
    fake.revoke(SITE);
    await reconciled();
    expect(registered()).toEqual([]);
    expect(letIn().at(-1)).toEqual([]);
    expect(await isSiteEnabled(SITE)).toBe(false);
  });
});

describe('the sites in force', () => {
  test('are those that are wanted and granted, under numbers that grow', async () => {
    await enable(SITE);
    await sites.set(OTHER, true);
    const first = await sites.inForce();
    const second = await sites.inForce();
    expect(first.origins).toEqual([SITE]);
    expect(second.revision).toBeGreaterThan(first.revision);
  });

  test('are told before the script is registered or removed', async () => {
    const order: string[] = [];
    fake.answer = (message) => {
      order.push((message as { payload: { origins: string[] } }).payload.origins.join());
      return undefined;
    };
    const { unregisterContentScripts } = fake.api.scripting;
    fake.api.scripting.unregisterContentScripts = (options) => {
      order.push('unregistered');
      return unregisterContentScripts(options);
    };
    await enable(SITE);
    await sites.set(SITE, false);
    expect(order).toEqual([SITE, '', 'unregistered']);
  });
});

describe('reconcile', () => {
  test('a second time does nothing more', async () => {
    await enable(SITE);
    await sites.reconcile();
    await sites.reconcile();
    expect(registered()).toEqual([`site:${SITE}`]);
    expect(fake.injections).toHaveLength(2);
  });

  test('after an update, which forgets registered scripts, it registers them again', async () => {
    await enable(SITE);
    fake.registered.clear();
    await createSiteSwitch(SCRIPT).reconcile();
    expect(registered()).toEqual([`site:${SITE}`]);
  });

  test('leaves scripts alone that are not of a site', async () => {
    fake.registered.set('something-else', { id: 'something-else' });
    await sites.reconcile();
    expect(registered()).toEqual(['something-else']);
  });

  test('an unreadable list of sites counts as none', async () => {
    await enable(SITE);
    fake.store('sites', { not: 'a list' });
    await sites.reconcile();
    expect(registered()).toEqual([]);
  });

  test('a change that fails is reported and does not hold up the next', async () => {
    fake.granted.add(`${SITE}/*`);
    fake.storageFailure = new Error('disk full');
    await expect(sites.set(SITE, true)).rejects.toMatchObject({ code: 'storage-failed' });
    fake.storageFailure = undefined;
    await sites.set(SITE, true);
    expect(registered()).toEqual([`site:${SITE}`]);
  });
});

test('onSitesChanged hears of the list and of permissions, and stops when told', () => {
  let heard = 0;
  const stop = onSitesChanged(() => heard++);
  fake.onStorageChanged.emit({ sites: {} }, 'local');
  fake.onStorageChanged.emit({ settings: {} }, 'local');
  fake.grant(SITE);
  fake.revoke(SITE);
  expect(heard).toBe(3);
  stop();
  fake.onStorageChanged.emit({ sites: {} }, 'local');
  fake.grant(SITE);
  expect(heard).toBe(3);
});

/** As the service worker does; the returned function waits for what the events started. */
function followPermissions(): () => Promise<void> {
  const work: Promise<void>[] = [];
  onPermissionsChanged(() => {
    work.push(sites.reconcile());
  });
  return async () => {
    expect(work.length).toBeGreaterThan(0);
    await Promise.all(work);
  };
}
