/** @file The small round picture of a saved person: their best sample. */
import type { Anchor } from '../../../core/gallery/anchor.ts';
import { Icon } from '../icons.tsx';

export function Portrait({ anchor }: { readonly anchor: Anchor }) {
  const best = anchor.samples.reduce<Anchor['samples'][number] | undefined>(
    (chosen, sample) => (chosen === undefined || sample.quality > chosen.quality ? sample : chosen),
    undefined,
  );
  return (
    <span class="portrait">
      {best === undefined ? <Icon name="person" /> : <img src={best.cropUrl} alt="" />}
    </span>
  );
}
