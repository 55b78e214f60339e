/**
 * @file Keeps the registered content scripts, and what the offscreen document lets in, equal to the sites that are both
 * wanted and permitted.
 */
import {
  injectIntoOpenTabs,
  registerSite,
  registeredSites,
  unregisterSite,
} from '../platform/content-scripts.ts';
import { push } from '../platform/messenger.ts';
import { dropPermission, hasPermission, readWantedSites, writeWantedSites } from '../platform/sites.ts';
import type { SitesInForce } from '../protocol/background-messages.ts';
import { SITES } from '../protocol/pushes.ts';

export interface SiteSwitch {
  /** Stores the wish and carries out what the permissions allow; off also gives the permission back. */
  set(origin: string, isEnabled: boolean): Promise<void>;
  reconcile(): Promise<void>;
  /** The same when the extension has just started: Chrome leaves the tabs that are open without its script. */
  revive(): Promise<void>;
  /** The sites that are on, read afresh. */
  inForce(): Promise<SitesInForce>;
}

/** @param contentScript path of the built content script within the extension. */
export function createSiteSwitch(contentScript: string): SiteSwitch {
  let last: Promise<unknown> = Promise.resolve();
  const run = crypto.randomUUID();
  let lastRevision = 0;
  const inTurn = (change: () => Promise<void>): Promise<void> => {
    const turn = last.then(change, change);
    last = turn.catch(() => undefined);
    return turn;
  };

  const inForce = async (): Promise<SitesInForce> => {
    // Before reading: what a change has stored is read by its own push, under a later number.
    const revision = ++lastRevision;
    const wanted = await readWantedSites();
    const permitted = await Promise.all(wanted.map(hasPermission));
    return { run, revision, origins: wanted.filter((_, index) => permitted[index] === true) };
  };

  const reconcile = async (isFresh = false): Promise<void> => {
    const sites = await inForce();
    // First: the recognizer alone can be sure that nothing of a site that is off is looked at.
    push('offscreen', SITES, sites);
    const registered = await registeredSites();
    for (const origin of registered.filter((site) => !sites.origins.includes(site)))
      await unregisterSite(origin);
    const missing = sites.origins.filter((site) => !registered.includes(site));
    for (const origin of missing) await registerSite(origin, contentScript);
    const inject = (origin: string): Promise<void> => injectIntoOpenTabs(origin, contentScript);
    await Promise.all((isFresh ? sites.origins : missing).map(inject));
  };

  return {
    set: (origin, isEnabled) =>
      inTurn(async () => {
        const others = (await readWantedSites()).filter((site) => site !== origin);
        await writeWantedSites(isEnabled ? [...others, origin] : others);
        await reconcile();
        if (!isEnabled) await dropPermission(origin);
      }),
    reconcile: () => inTurn(reconcile),
    revive: () => inTurn(() => reconcile(true)),
    inForce,
  };
}
