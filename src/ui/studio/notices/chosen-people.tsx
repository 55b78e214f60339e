/** @file Whose coming is told, when it is not everybody's: a box for each person, whoever is chosen already first. */
import { useMemo, useState } from 'preact/hooks';
import type { Anchor } from '../../../core/gallery/anchor.ts';
import { MOST_WITHOUT_SEARCH, filterAnchors } from '../../shared/anchors/name-search.ts';
import { More } from '../../shared/parts/more.tsx';
import { useParts } from '../../shared/parts/use-parts.ts';
import { SearchField } from '../../shared/search-field.tsx';

/** A few heights of the small box that they scroll in. */
const PART = 30;

export interface ChosenPeopleProps {
  readonly anchors: readonly Anchor[];
  readonly chosen: readonly string[];
  onToggle(anchorId: string): void;
}

export function ChosenPeople({ anchors, chosen, onToggle }: ChosenPeopleProps) {
  const [typed, setTyped] = useState('');
  // As they were when the list appeared: nobody jumps away from under the pointer.
  const [chosenFirst] = useState(() => new Set(chosen));
  const isChosen = useMemo(() => new Set(chosen), [chosen]);
  const found = useMemo(() => {
    const fitting = filterAnchors(anchors, typed);
    return [
      ...fitting.filter(({ id }) => chosenFirst.has(id)),
      ...fitting.filter(({ id }) => !chosenFirst.has(id)),
    ];
  }, [anchors, typed, chosenFirst]);
  const parts = useParts(found, { size: PART, about: typed });
  return (
    <div class="notice-people">
      {anchors.length > MOST_WITHOUT_SEARCH && (
        <SearchField
          typed={typed}
          onType={setTyped}
          label="Search people to be told of"
          testId="notices-search"
        />
      )}
      {anchors.length === 0 && <span class="hint">Nobody is saved yet.</span>}
      {anchors.length > 0 && found.length === 0 && <span class="hint">Nobody of that name.</span>}
      <div class="notice-people-list">
        <ul>
          {parts.shown.map(({ id, name }) => (
            <li key={id}>
              <label class="notice-choice">
                <input
                  type="checkbox"
                  checked={isChosen.has(id)}
                  onChange={() => {
                    onToggle(id);
                  }}
                />
                <span class="cut">{name}</span>
              </label>
            </li>
          ))}
        </ul>
        <More parts={parts} noun="people" />
      </div>
    </div>
  );
}
