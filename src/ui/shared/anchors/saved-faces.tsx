/** @file The list of saved people, with search, deleting and undoing. */
import { useMemo, useState } from 'preact/hooks';
import { toFault, type Fault } from '../../../core/errors/fault.ts';
import type { Anchor } from '../../../core/gallery/anchor.ts';
import type { StoredAnchors } from '../../../platform/anchor-shelf.ts';
import { askBackground } from '../../../platform/messenger.ts';
import { FaultNotice, Notice } from '../notice.tsx';
import { More } from '../parts/more.tsx';
import { useParts } from '../parts/use-parts.ts';
import { groupDigits } from '../plural.ts';
import { AnchorRow } from './anchor-row.tsx';
import { DeletedFaces } from './deleted-faces.tsx';
import { MOST_WITHOUT_SEARCH, filterAnchors } from './name-search.ts';
import { describeDamage } from './damage-words.ts';
import type { GalleryState } from './use-gallery.ts';
import { UndoToast, type DeletedName } from './undo-toast.tsx';
import { SearchField } from '../search-field.tsx';

/** Three screens of the popup. */
const PART = 40;

export interface SavedFacesProps {
  readonly gallery: GalleryState;
  /** The first step, said while nobody is saved. */
  readonly emptyText: string;
}

export function SavedFaces({ gallery, emptyText }: SavedFacesProps) {
  if (gallery.kind === 'failed') return <FaultNotice code={gallery.fault.code} />;
  return (
    <section class="section" aria-label="Saved faces">
      {gallery.kind === 'loading' && <p class="hint is-late">Reading who is saved…</p>}
      {gallery.kind === 'ready' && <Loaded stored={gallery.stored} emptyText={emptyText} />}
    </section>
  );
}

function Loaded({ stored, emptyText }: { readonly stored: StoredAnchors; readonly emptyText: string }) {
  const { anchors, binned, damaged } = stored;
  const [typed, setTyped] = useState('');
  const [deleted, setDeleted] = useState<DeletedName>();
  const [fault, setFault] = useState<Fault>();

  const attempt = async (action: () => Promise<unknown>): Promise<void> => {
    try {
      await action();
      setFault(undefined);
    } catch (error) {
      setFault(toFault(error));
    }
  };
  const remove = (anchor: Anchor, byKeyboard: boolean): void => {
    void attempt(async () => {
      await askBackground('anchor.delete', { anchorId: anchor.id });
      setDeleted({ anchorId: anchor.id, name: anchor.name, takesFocus: byKeyboard });
    });
  };
  const restore = (anchorId: string): void => {
    void attempt(async () => {
      await askBackground('anchor.restore', { anchorId });
      setDeleted(undefined);
    });
  };

  const hasSearch = anchors.length > MOST_WITHOUT_SEARCH;
  const found = useMemo(
    () => (hasSearch ? filterAnchors(anchors, typed) : anchors),
    [hasSearch, anchors, typed],
  );
  const parts = useParts(found, { size: PART, about: typed });
  const damage = describeDamage(damaged.length);
  return (
    <>
      <h2>Saved faces {anchors.length > 0 && <span class="count">{groupDigits(anchors.length)}</span>}</h2>
      {damage !== undefined && (
        <Notice {...damage}>
          <button
            class="button"
            type="button"
            data-testid="damaged-forget"
            onClick={() => void attempt(() => askBackground('damaged.forget', {}))}
          >
            Erase it
          </button>
        </Notice>
      )}
      {fault !== undefined && <FaultNotice code={fault.code} />}
      {hasSearch && (
        <SearchField typed={typed} onType={setTyped} label="Search saved faces" testId="anchor-search" />
      )}
      {anchors.length === 0 && <p class="empty">{emptyText}</p>}
      {anchors.length > 0 && found.length === 0 && <p class="empty">Nobody of that name.</p>}
      <ul class="anchors">
        {parts.shown.map((anchor) => (
          <AnchorRow key={anchor.id} anchor={anchor} onDelete={remove} />
        ))}
      </ul>
      <More parts={parts} noun="saved faces" />
      <DeletedFaces binned={binned.filter(({ id }) => id !== deleted?.anchorId)} onRestore={restore} />
      {deleted !== undefined && (
        <UndoToast
          key={deleted.anchorId}
          deleted={deleted}
          onUndo={restore}
          onTimeout={() => {
            setDeleted(undefined);
          }}
        />
      )}
    </>
  );
}
