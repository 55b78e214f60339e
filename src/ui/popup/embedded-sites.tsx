/** @file Players of other sites on the page: each of them is asked for on its own. */
import { SiteSwitch } from './site-switch.tsx';
import { useSite } from './use-site.ts';

export function EmbeddedSites({ origins }: { readonly origins: readonly string[] }) {
  if (origins.length === 0) return null;
  return (
    <section class="embedded" aria-label="Players of other sites on this page">
      <h3>{origins.length === 1 ? 'A player of another site' : 'Players of other sites'}</h3>
      {origins.map((origin) => (
        <EmbeddedSite key={origin} origin={origin} />
      ))}
    </section>
  );
}

function EmbeddedSite({ origin }: { readonly origin: string }) {
  const site = useSite(origin);
  return <SiteSwitch host={new URL(origin).host} site={site} testId="embedded-switch" />;
}
