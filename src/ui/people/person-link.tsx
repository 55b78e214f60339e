/** @file A person's name that leads to their page. */
import type { Anchor } from '../../core/gallery/anchor.ts';
import { addressOf } from './use-route.ts';

export function PersonLink({ anchor }: { readonly anchor: Anchor }) {
  return (
    <a class="person-link cut" href={addressOf(anchor.id)} title={anchor.name}>
      {anchor.name}
    </a>
  );
}
