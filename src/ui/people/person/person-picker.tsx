/** @file Choosing a person in a dialogue, by sight or by typing. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Anchor } from '../../../core/gallery/anchor.ts';
import { filterAnchors } from '../../shared/anchors/name-search.ts';
import { Portrait } from '../../shared/anchors/portrait.tsx';
import { Icon } from '../../shared/icons.tsx';
import { More } from '../../shared/parts/more.tsx';
import { useParts } from '../../shared/parts/use-parts.ts';
import { sortPeople } from '../sort-people.ts';
import { SearchField } from '../../shared/search-field.tsx';

/** More than the dialogue is high. */
const PART = 40;

export interface PersonPickerProps {
  readonly title: string;
  readonly anchors: readonly Anchor[];
  onChoose(anchorId: string): void;
  onClose(): void;
}

export function PersonPicker({ title, anchors, onChoose, onClose }: PersonPickerProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState('');
  const sorted = useMemo(() => sortPeople(anchors, 'name', new Map()), [anchors]);
  const found = useMemo(() => filterAnchors(sorted, typed), [sorted, typed]);
  const parts = useParts(found, { size: PART, about: typed });
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="picker"
      aria-label={title}
      data-testid="picker"
      onClose={onClose}
      onClick={(event) => {
        // Beside it: the dialogue itself is only hit where its content is not.
        if (event.target === dialog.current) onClose();
      }}
    >
      <div class="picker-body">
        <div class="picker-head">
          <h2>{title}</h2>
          <button class="icon-button" type="button" aria-label="Close" onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const [first] = found;
            if (first !== undefined && (typed !== '' || found.length === 1)) onChoose(first.id);
          }}
        >
          <SearchField
            typed={typed}
            onType={setTyped}
            label="Search people"
            testId="picker-search"
            hasFocus
          />
        </form>
        {found.length === 0 && <p class="empty">Nobody of that name.</p>}
        <div class="picker-list">
          <ul>
            {parts.shown.map((anchor) => (
              <li key={anchor.id}>
                <button
                  class="picker-person"
                  type="button"
                  data-testid="picker-person"
                  data-name={anchor.name}
                  onClick={() => {
                    onChoose(anchor.id);
                  }}
                >
                  <Portrait anchor={anchor} />
                  <span class="cut">{anchor.name}</span>
                </button>
              </li>
            ))}
          </ul>
          <More parts={parts} noun="people" />
        </div>
      </div>
    </dialog>
  );
}
