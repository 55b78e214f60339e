/** @file People that one does not want to be asked about, out of sight but not lost. */
import type { GroupStatus } from '../../../protocol/group-messages.ts';
import { Icon } from '../icons.tsx';
import { describeAgo, describeSeen } from './group-words.ts';
import type { GroupActions } from './use-groups.ts';

export interface IgnoredGroupsProps {
  readonly groups: readonly GroupStatus[];
  readonly pictures: ReadonlyMap<string, string>;
  readonly nowMs: number;
  readonly actions: GroupActions;
}

export function IgnoredGroups({ groups, pictures, nowMs, actions }: IgnoredGroupsProps) {
  if (groups.length === 0) return null;
  return (
    <details class="deleted" data-testid="groups-ignored">
      <summary>Ignored ({groups.length})</summary>
      <ul>
        {groups.map(({ group, looks, seen, lastSeenMs }) => {
          const picture = pictures.get(looks[0] ?? '');
          const seenText = describeSeen(seen);
          return (
            <li key={group} class="group-line is-ignored" data-testid="group-ignored" data-group={group}>
              <span class="group-portrait">
                {picture === undefined ? <Icon name="person" /> : <img src={picture} alt="" />}
              </span>
              <span class="group-text">
                <span>{seenText}</span>
                <span class="hint">{describeAgo(lastSeenMs, nowMs)}</span>
              </span>
              <button
                class="link"
                type="button"
                data-testid="group-restore"
                aria-label={`No longer ignore this person. ${seenText}`}
                onClick={() => {
                  actions.ignore(group, false);
                }}
              >
                Show again
              </button>
              <button
                class="icon-button"
                type="button"
                aria-label={`Forget this person. ${seenText}`}
                onClick={() => {
                  actions.forget(group);
                }}
              >
                <Icon name="trash" />
              </button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
