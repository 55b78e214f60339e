/** @file Keeps the registered content scripts equal to the sites that are both wanted and permitted. */
import {
  injectIntoOpenTabs,
  registerSite,
  registeredSites,
  stopInTabs,
  unregisterSite,
} from '../platform/content-scripts.ts';
import { dropPermission, hasPermission, readWantedSites, writeWantedSites } from '../platform/sites.ts';

export interface SiteSwitch {
  /** Stores the wish and carries out what the permissions allow; off also gives the permission back. */
  set(origin: string, isEnabled: boolean): Promise<void>;
  reconcile(): Promise<void>;
}

/** @param contentScript path of the built content script within the extension. */
export function createSiteSwitch(contentScript: string): SiteSwitch {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (change: () => Promise<void>): Promise<void> => {
    const turn = last.then(change, change);
    last = turn.catch(() => undefined);
    return turn;
  };

  const reconcile = async (): Promise<void> => {
    const wanted = await readWantedSites();
    const permitted: string[] = [];
    for (const origin of wanted) if (await hasPermission(origin)) permitted.push(origin);
    const registered = await registeredSites();
    for (const origin of registered.filter((site) => !permitted.includes(site))) {
      await unregisterSite(origin);
      await stopInTabs(origin);
    }
    for (const origin of permitted.filter((site) => !registered.includes(site))) {
      await registerSite(origin, contentScript);
      await injectIntoOpenTabs(origin, contentScript);
    }
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
  };
}
