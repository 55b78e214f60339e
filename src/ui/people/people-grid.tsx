/** @file Everybody who is saved, as tiles, with search and order. */
import { useState } from 'preact/hooks';
import type { Anchor } from '../../core/gallery/anchor.ts';
import { filterAnchors } from '../shared/anchors/name-search.ts';
import { countOf } from '../shared/plural.ts';
import { bestSample } from './people-context.ts';
import { SamplePicture } from './sample-picture.tsx';
import { ORDERS, ORDER_WORDS, sortPeople, type Order } from './sort-people.ts';
import { addressOf } from './use-route.ts';

/** As many tiles as the eye searches faster than the hand types. */
const MOST_WITHOUT_SEARCH = 8;

/** Ten rows of a wide page: what comes after them is not pushed out of sight by everybody. */
const SHOWN_AT_FIRST = 60;

export interface PeopleGridProps {
  readonly anchors: readonly Anchor[];
  readonly problems: ReadonlyMap<string, number>;
}

export function PeopleGrid({ anchors, problems }: PeopleGridProps) {
  const [typed, setTyped] = useState('');
  const [order, setOrder] = useState<Order>('name');
  const [isOpen, setIsOpen] = useState(false);
  const hasSearch = anchors.length > MOST_WITHOUT_SEARCH;
  const found = sortPeople(hasSearch ? filterAnchors(anchors, typed) : anchors, order, problems);
  const shown = isOpen ? found : found.slice(0, SHOWN_AT_FIRST);
  return (
    <section class="section people-section" aria-label="Saved people">
      <div class="people-head">
        <h2>
          People <span class="count">{anchors.length}</span>
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
        <input
          class="text-field people-search"
          type="search"
          data-testid="people-search"
          aria-label="Search people"
          placeholder="Search"
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
          }}
        />
      )}
      {shown.length === 0 && <p class="empty">Nobody of that name.</p>}
      <PeopleTiles anchors={shown} problems={problems} />
      {found.length > shown.length && (
        <button
          class="button show-all"
          type="button"
          data-testid="people-all"
          onClick={() => {
            setIsOpen(true);
          }}
        >
          Show all {found.length}
        </button>
      )}
    </section>
  );
}

export function PeopleTiles({ anchors, problems }: PeopleGridProps) {
  return (
    <ul class="people-grid">
      {anchors.map((anchor) => {
        const amount = problems.get(anchor.id) ?? 0;
        return (
          <li key={anchor.id}>
            <a
              class="person-tile"
              href={addressOf(anchor.id)}
              data-testid="person"
              data-name={anchor.name}
              data-problems={amount}
            >
              <SamplePicture sample={bestSample(anchor)} />
              {amount > 0 && <span class="person-mark" aria-hidden="true" />}
              <span class="person-name cut" title={anchor.name}>
                {anchor.name}
              </span>
              <span class="hint">
                {amount > 0
                  ? `${String(amount)} to look at`
                  : anchor.samples.length === 0
                    ? 'No pictures'
                    : countOf(anchor.samples.length, 'picture')}
              </span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
