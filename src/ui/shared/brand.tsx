/** @file The product's mark and name, as every page begins. */
import type { ComponentChildren } from 'preact';
import iconUrl from '../../../assets/icon.svg';

export function Brand({ children }: { readonly children: ComponentChildren }) {
  return (
    <header class="brand">
      <img src={iconUrl} width="28" height="28" alt="" />
      <h1>Nametag</h1>
      <div class="brand-links">{children}</div>
    </header>
  );
}

export function PrivacyFooter() {
  return <footer class="privacy">Everything stays on this computer.</footer>;
}
