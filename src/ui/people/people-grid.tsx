/** @file Everybody who is saved, as tiles, with search and order. */
import { useMemo, useState } from 'preact/hooks';
import type { Anchor } from '../../core/gallery/anchor.ts';
import { MOST_WITHOUT_SEARCH, filterAnchors } from '../shared/anchors/name-search.ts';
import { FIRST_PART_ONLY } from '../shared/parts/list-parts.ts';
import { More } from '../shared/parts/more.tsx';
import { useParts } from '../shared/parts/use-parts.ts';
import { countOf, groupDigits } from '../shared/plural.ts';
import { bestSample } from './people-context.ts';
import { SamplePicture } from './sample-picture.tsx';
import { ORDERS, ORDER_WORDS, sortPeople, type Order } from './sort-people.ts';
import { addressOf } from './use-route.ts';
import { SearchField } from '../shared/search-field.tsx';

/** Ten rows of a wide page: what comes after them is not pushed out of sight by everybody. */
const PART = 60;

export interface PeopleGridProps {
  readonly anchors: readonly Anchor[];
  readonly problems: ReadonlyMap<string, number>;
}

export function PeopleGrid({ anchors, problems }: PeopleGridProps) {
  const [typed, setTyped] = useState('');
  const [order, setOrder] = useState<Order>('name');
  const hasSearch = anchors.length > MOST_WITHOUT_SEARCH;
  const sorted = useMemo(() => sortPeople(anchors, order, problems), [anchors, order, problems]);
  const found = useMemo(
    () => (hasSearch ? filterAnchors(sorted, typed) : sorted),
    [hasSearch, sorted, typed],
  );
  return (
    <section class="section people-section" aria-label="Saved people">
      <div class="people-head">
        <h2>
          People <span class="count">{groupDigits(anchors.length)}</span>
        </h2>
        {anchors.length > 1 && (
          <select
            class="text-field people-order"
            data-testid="people-order"
            aria-label="Order"
            value={order}
            onChange={(event) => {
              const chosen = ORDERS.find((one) => one === event.currentTarget.value);
              if (chosen !== undefined) setOrder(chosen);
            }}
          >
            {ORDERS.map((one) => (
              <option key={one} value={one}>
                {ORDER_WORDS[one]}
              </option>
            ))}
          </select>
        )}
      </div>
      {hasSearch && (
        <SearchField
          typed={typed}
          onType={setTyped}
          label="Search people"
          testId="people-search"
          className="people-search"
        />
      )}
      {found.length === 0 && <p class="empty">Nobody of that name.</p>}
      <PeopleTiles anchors={found} problems={problems} about={`${order} ${typed}`} />
    </section>
  );
}

export interface PeopleTilesProps extends PeopleGridProps {
  /** What was searched for and how they are ordered: with another one, the list begins at its start. */
  readonly about?: string;
}

export function PeopleTiles({ anchors, problems, about = '' }: PeopleTilesProps) {
  const parts = useParts(anchors, { size: PART, first: FIRST_PART_ONLY, about });
  return (
    <>
      <ul class="people-grid">
        {parts.shown.map((anchor) => (
          <PersonTile key={anchor.id} anchor={anchor} amount={problems.get(anchor.id) ?? 0} />
        ))}
      </ul>
      <More parts={parts} noun="people" />
    </>
  );
}

/** `amount`: of the things to look at. */
function PersonTile({ anchor, amount }: { readonly anchor: Anchor; readonly amount: number }) {
  const { id, name, samples } = anchor;
  return (
    <li>
      <a
        class="person-tile"
        href={addressOf(id)}
        data-testid="person"
        data-name={name}
        data-problems={amount}
      >
        <SamplePicture sample={bestSample(anchor)} />
        {amount > 0 && <span class="person-mark" aria-hidden="true" />}
        <span class="person-name cut" title={name}>
          {name}
        </span>
        <span class="hint">
          {amount > 0
            ? `${String(amount)} to look at`
            : samples.length === 0
              ? 'No pictures'
              : countOf(samples.length, 'picture')}
        </span>
      </a>
    </li>
  );
}
