/**
 * @file Sites that were switched on in a private window are switched off when the last private window closes: script,
 * permission and address go. After a crash that happens when the browser starts.
 */
import {
  hasPrivateWindow,
  isPrivateSite,
  readPrivateSites,
  writePrivateSites,
} from '../platform/private-windows.ts';
import type { SiteSwitch } from './site-switch.ts';

export interface PrivateSites {
  /** As `SiteSwitch.set`, and notes where it was switched on. */
  set(origin: string, isEnabled: boolean): Promise<void>;
  /** Forgets them, unless a private window is open. */
  sweep(): Promise<void>;
}

export function createPrivateSites(sites: Pick<SiteSwitch, 'set'>): PrivateSites {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (change: () => Promise<void>): Promise<void> => {
    const turn = last.then(change, change);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    set: (origin, isEnabled) =>
      inTurn(async () => {
        const others = (await readPrivateSites()).filter((site) => site !== origin);
        const isPrivate = isEnabled && (await isPrivateSite(origin));
        // First: a site that is on and not noted would stay.
        await writePrivateSites(isPrivate ? [...others, origin] : others);
        await sites.set(origin, isEnabled);
      }),
    sweep: () =>
      inTurn(async () => {
        const origins = await readPrivateSites();
        if (origins.length === 0 || (await hasPrivateWindow())) return;
        for (const origin of origins) await sites.set(origin, false);
        await writePrivateSites([]);
      }),
  };
}
