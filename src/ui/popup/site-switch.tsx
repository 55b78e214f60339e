/** @file The switch for the site in the tab. */
import { useId } from 'preact/hooks';
import { FaultNotice } from '../shared/notice.tsx';
import { describeSite } from './tab-words.ts';
import type { Site } from './use-site.ts';

export interface SiteSwitchProps {
  readonly host: string;
  readonly site: Site;
  readonly testId?: string;
}

export function SiteSwitch({ host, site, testId = 'site-switch' }: SiteSwitchProps) {
  const id = useId();
  return (
    <>
      <button
        class="site-switch"
        type="button"
        role="switch"
        aria-checked={site.state === 'on'}
        aria-describedby={id}
        aria-disabled={site.state === 'reading' || site.state === 'asking'}
        data-testid={testId}
        data-state={site.state}
        onClick={site.toggle}
      >
        <span class="site-switch-text">
          Recognize on <strong>{host}</strong>
        </span>
        <span class="switch" />
      </button>
      <p class="hint" id={id} aria-live="polite">
        {describeSite(site.state)}
      </p>
      {site.fault !== undefined && <FaultNotice code={site.fault.code} />}
    </>
  );
}
