/** @file What can be done about one person not named yet, besides naming them. */
import type { GroupStatus } from '../../../protocol/group-messages.ts';
import type { GroupActions } from './use-groups.ts';

export interface GroupMenuProps {
  readonly group: GroupStatus;
  /** False for the only one there is. */
  readonly canMerge: boolean;
  readonly actions: GroupActions;
}

export function GroupMenu({ group, canMerge, actions }: GroupMenuProps) {
  const { group: id, looks } = group;
  return (
    <div class="group-buttons" role="group" aria-label="More for this person">
      {canMerge && (
        <button
          class="button"
          type="button"
          data-testid="group-merge"
          onClick={() => {
            actions.open({ group: id, deed: 'merging' });
          }}
        >
          Merge…
        </button>
      )}
      {looks.length > 1 && (
        <button
          class="button"
          type="button"
          data-testid="group-split"
          onClick={() => {
            actions.open({ group: id, deed: 'splitting' });
          }}
        >
          Split…
        </button>
      )}
      <button
        class="button"
        type="button"
        data-testid="group-ignore"
        onClick={() => {
          actions.ignore(id, true);
        }}
      >
        Ignore
      </button>
      <button
        class="button"
        type="button"
        data-testid="group-forget"
        onClick={() => {
          actions.forget(id);
        }}
      >
        Forget
      </button>
    </div>
  );
}
