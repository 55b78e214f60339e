/** @file Whether recognition is on for the tab's site, and switching it. */
import { useEffect, useState } from 'preact/hooks';
import { toFault, type Fault } from '../../core/errors/fault.ts';
import { disableSite, enableSite, isSiteEnabled, onSitesChanged } from '../../platform/sites.ts';
import type { SiteState } from './tab-words.ts';

export interface Site {
  readonly state: SiteState;
  readonly fault: Fault | undefined;
  /** Call it directly in the click: the browser asks for the permission only then. */
  toggle(): void;
}

/** `origin` is undefined for tabs in which recognition cannot run. */
export function useSite(origin: string | undefined): Site {
  const [state, setState] = useState<SiteState>('reading');
  const [fault, setFault] = useState<Fault>();

  useEffect(() => {
    if (origin === undefined) return;
    let isCurrent = true;
    const read = async (): Promise<void> => {
      try {
        const isEnabled = await isSiteEnabled(origin);
        // While the browser asks, and after a refusal, the store has nothing new to say unless the site is on.
        if (isCurrent)
          setState((before) => (isEnabled ? 'on' : before === 'reading' || before === 'on' ? 'off' : before));
      } catch (error) {
        if (isCurrent) setFault(toFault(error, 'storage-failed'));
      }
    };
    void read();
    const stop = onSitesChanged(() => void read());
    return () => {
      isCurrent = false;
      stop();
    };
  }, [origin]);

  const settle = async (change: Promise<SiteState>, before: SiteState): Promise<void> => {
    try {
      setState(await change);
      setFault(undefined);
    } catch (error) {
      setState(before);
      setFault(toFault(error));
    }
  };

  const toggle = (): void => {
    if (origin === undefined || state === 'reading' || state === 'asking') return;
    if (state === 'on') {
      void settle(
        disableSite(origin).then(() => 'off'),
        'on',
      );
    } else {
      const asked = enableSite(origin);
      setState('asking');
      void settle(
        asked.then((isGranted) => (isGranted ? 'on' : 'refused')),
        'off',
      );
    }
  };
  return { state, fault, toggle };
}
