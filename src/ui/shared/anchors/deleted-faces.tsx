/** @file Deleted people who can still be brought back, also after the page was closed. */
import type { Anchor } from '../../../core/gallery/anchor.ts';
import { More } from '../parts/more.tsx';
import { useParts } from '../parts/use-parts.ts';
import { groupDigits } from '../plural.ts';
import { Portrait } from './portrait.tsx';

/** As many as one looks through for the one just deleted. */
const PART = 20;

export interface DeletedFacesProps {
  readonly binned: readonly Anchor[];
  onRestore(anchorId: string): void;
}

export function DeletedFaces({ binned, onRestore }: DeletedFacesProps) {
  const parts = useParts(binned, { size: PART });
  if (binned.length === 0) return null;
  return (
    <details class="deleted" open={binned.length === 1}>
      <summary>Recently deleted ({groupDigits(binned.length)})</summary>
      <ul class="anchors">
        {parts.shown.map((anchor) => (
          <li key={anchor.id} class="anchor is-deleted" data-testid="binned" data-name={anchor.name}>
            <Portrait anchor={anchor} />
            <div class="anchor-text">
              <span class="anchor-name cut" title={anchor.name}>
                {anchor.name}
              </span>
            </div>
            <button
              class="link"
              type="button"
              data-testid="undo"
              aria-label={`Undo deleting ${anchor.name}`}
              onClick={() => {
                onRestore(anchor.id);
              }}
            >
              Undo
            </button>
          </li>
        ))}
      </ul>
      <More parts={parts} noun="deleted faces" />
    </details>
  );
}
