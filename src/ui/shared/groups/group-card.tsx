/** @file One person not named yet: their best picture, how often they were seen, and what can be done about it. */
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Anchor } from '../../../core/gallery/anchor.ts';
import type { GroupStatus } from '../../../protocol/group-messages.ts';
import { EnrollQuestion } from '../faces/enroll-question.tsx';
import { NameForm } from '../faces/name-form.tsx';
import { Icon } from '../icons.tsx';
import { GroupMenu } from './group-menu.tsx';
import { describeAgo, describeSeen } from './group-words.ts';
import type { GroupDeed, GroupNaming } from './groups-state.ts';
import { SplitForm } from './split-form.tsx';
import type { GroupActions } from './use-groups.ts';

/** Beside the best one: enough to see whether it is one person. */
const MORE_PICTURES = 4;

export interface GroupCardProps {
  readonly group: GroupStatus;
  readonly pictures: ReadonlyMap<string, string>;
  readonly anchors: readonly Anchor[];
  readonly deed: GroupDeed | undefined;
  /** Its name was typed, and may be asked about. */
  readonly asked: (GroupNaming & { readonly request: number }) | undefined;
  /** Another group waits to be merged with this one. */
  readonly isMergeTarget: boolean;
  /** False for the only one there is. */
  readonly canMerge: boolean;
  readonly nowMs: number;
  readonly actions: GroupActions;
  onChooseForMerge(): void;
}

export function GroupCard(props: GroupCardProps) {
  const { group, pictures, anchors, deed, asked, isMergeTarget, nowMs, actions } = props;
  const [best, ...others] = group.looks.filter((look) => pictures.has(look));
  const seen = describeSeen(group.seen);
  const ago = describeAgo(group.lastSeenMs, nowMs);
  const item = useFocusInside(deed);
  const toggle = (wanted: GroupDeed): void => {
    actions.open(deed === wanted ? undefined : { group: group.group, deed: wanted });
  };
  const close = (): void => {
    actions.open(undefined);
  };

  return (
    <li
      ref={item}
      class={`group${isMergeTarget ? ' is-target' : ''}`}
      data-testid="group"
      data-group={group.group}
      data-seen={group.seen}
      data-looks={group.looks.length}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || deed === undefined) return;
        // Unhandled, Escape would close the whole popup.
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
    >
      <div class="group-line">
        <button
          type="button"
          class="group-main"
          data-testid="group-name"
          aria-expanded={isMergeTarget ? undefined : deed === 'naming'}
          aria-label={isMergeTarget ? `Merge with this one. ${seen}, ${ago}` : `${seen}, ${ago}: give a name`}
          onClick={() => {
            if (isMergeTarget) props.onChooseForMerge();
            else toggle('naming');
          }}
        >
          <span class="group-portrait">
            {best === undefined ? <Icon name="person" /> : <img src={pictures.get(best)} alt="" />}
          </span>
          <span class="group-text">
            <span class="group-seen">{seen}</span>
            <span class="hint">{ago}</span>
            {group.resembles !== undefined && (
              <span class="hint cut">
                Resembles <strong>{group.resembles.name}</strong>
              </span>
            )}
          </span>
          <span class="group-strip" aria-hidden="true">
            {others.slice(0, MORE_PICTURES).map((look) => (
              <img key={look} src={pictures.get(look)} alt="" />
            ))}
          </span>
        </button>
        {!isMergeTarget && (
          <button
            class="icon-button"
            type="button"
            data-testid="group-menu"
            aria-label={`More for this person. ${seen}, ${ago}`}
            aria-expanded={deed === 'menu'}
            onClick={() => {
              toggle('menu');
            }}
          >
            <Icon name="more" />
          </button>
        )}
      </div>
      {group.strangers.length > 0 && deed === undefined && !isMergeTarget && (
        <p class="hint group-doubt">
          This may be two people.
          <button
            class="link"
            type="button"
            onClick={() => {
              toggle('splitting');
            }}
          >
            Split…
          </button>
        </p>
      )}
      {asked?.question !== undefined && (
        <div class="enrollment is-asking group-form">
          <EnrollQuestion
            step={asked.question}
            name={asked.name}
            cropUrl={best === undefined ? undefined : pictures.get(best)}
            anchors={anchors}
            onAnswer={(choice) => {
              actions.answer(asked.request, choice);
            }}
            onCancel={() => {
              actions.cancelNaming(asked.request);
            }}
          />
        </div>
      )}
      {deed === 'naming' && (
        <NameForm
          initialName={group.resembles?.name ?? ''}
          anchors={anchors}
          onSave={(name, anchorId) => {
            actions.name(group.group, name, anchorId);
          }}
          onCancel={close}
        />
      )}
      {deed === 'menu' && <GroupMenu group={group} canMerge={props.canMerge} actions={actions} />}
      {deed === 'merging' && (
        <p class="group-form hint">
          Now click the one who is the same person.
          <button class="link" type="button" onClick={close}>
            Cancel
          </button>
        </p>
      )}
      {deed === 'splitting' && (
        <SplitForm
          group={group}
          pictures={pictures}
          onSplit={(looks) => {
            actions.split(group.group, looks);
          }}
          onCancel={close}
        />
      )}
    </li>
  );
}

/** What is clicked in a card often goes with the click: whoever uses the keyboard goes on in the same card. */
function useFocusInside(deed: GroupDeed | undefined): RefObject<HTMLLIElement | null> {
  const item = useRef<HTMLLIElement>(null);
  const before = useRef(deed);
  useEffect(() => {
    const isChanged = before.current !== deed;
    before.current = deed;
    // Whoever has clicked elsewhere in the meantime is left there.
    if (!isChanged || document.activeElement !== document.body) return;
    const place = deed === undefined ? '.group-main' : '.group-form button';
    item.current?.querySelector<HTMLElement>(place)?.focus();
  }, [deed]);
  return item;
}
