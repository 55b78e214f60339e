/** @file "Seen, not named yet": the people whom nobody has named, how often they were seen, and what to do about them. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Anchor } from '../../../core/gallery/anchor.ts';
import type { GroupStatus } from '../../../protocol/group-messages.ts';
import { FaultNotice } from '../notice.tsx';
import { GroupCard } from './group-card.tsx';
import { GroupToast } from './group-toast.tsx';
import type { GroupsState } from './groups-state.ts';
import { IgnoredGroups } from './ignored-groups.tsx';
import { KeepSwitch } from './keep-switch.tsx';
import { useGroups, type GroupActions } from './use-groups.ts';

/** In the popup, before "Show all": who comes first is who is seen most. */
const SHOWN_AT_FIRST = 3;
/** "2 min ago" is right to the minute. */
const CLOCK_MS = 10_000;

export interface GroupsProps {
  /** `popup`: the first few in a narrow column; `page`: all of them, side by side. */
  readonly variant: 'popup' | 'page';
  readonly anchors: readonly Anchor[];
  /** Said while there is nobody; without it the section is not there then. */
  readonly emptyText?: string;
}

export function Groups({ variant, anchors, emptyText }: GroupsProps) {
  const { state, actions } = useGroups();
  const [isExpanded, setIsExpanded] = useState(false);
  const nowMs = useClock();
  const isByKeyboard = useRef(false);
  const all = state.groups ?? [];
  const groups = all.filter(({ isIgnored }) => !isIgnored);
  const ignored = all.filter(({ isIgnored }) => isIgnored);
  const isShort = variant === 'popup' && !isExpanded && state.open?.deed !== 'merging';
  const shown = isShort ? groups.slice(0, SHOWN_AT_FIRST) : groups;
  if (all.length === 0 && state.toast === undefined && emptyText === undefined) return null;

  return (
    <section
      class="section groups"
      data-variant={variant}
      aria-label="Seen, not named yet"
      onKeyDownCapture={() => {
        isByKeyboard.current = true;
      }}
      onPointerDownCapture={() => {
        isByKeyboard.current = false;
      }}
    >
      <h2>Seen, not named yet {groups.length > 0 && <span class="count">{groups.length}</span>}</h2>
      {state.fault !== undefined && <FaultNotice code={state.fault} />}
      {groups.length === 0 && emptyText !== undefined && <p class="empty">{emptyText}</p>}
      <GroupList
        shown={shown}
        total={groups.length}
        state={state}
        anchors={anchors}
        nowMs={nowMs}
        actions={actions}
      />
      <div class="group-foot">
        {groups.length > shown.length && (
          <button
            class="link"
            type="button"
            data-testid="groups-all"
            onClick={() => {
              setIsExpanded(true);
            }}
          >
            Show all {groups.length}
          </button>
        )}
        {groups.length > 1 && (
          <button class="link" type="button" data-testid="groups-forget-all" onClick={actions.forgetAll}>
            Forget all
          </button>
        )}
      </div>
      <IgnoredGroups groups={ignored} pictures={state.pictures} nowMs={nowMs} actions={actions} />
      {(all.length > 0 || variant === 'page') && (
        <KeepSwitch kept={all.filter(({ isKept }) => isKept).length} />
      )}
      {state.toast !== undefined && (
        <GroupToast
          key={state.toast.change ?? state.toast.text}
          toast={state.toast}
          takesFocus={isByKeyboard.current}
          onUndo={actions.undo}
          onTimeout={actions.closeToast}
        />
      )}
    </section>
  );
}

interface GroupListProps {
  readonly shown: readonly GroupStatus[];
  readonly total: number;
  readonly state: GroupsState;
  readonly anchors: readonly Anchor[];
  readonly nowMs: number;
  readonly actions: GroupActions;
}

function GroupList({ shown, total, state, anchors, nowMs, actions }: GroupListProps) {
  const { open } = state;
  const merging = open?.deed === 'merging' ? open.group : undefined;
  const hold = (): void => {
    actions.hold(true);
  };
  const letGo = (): void => {
    actions.hold(false);
  };
  return (
    <ul class="group-list" onPointerEnter={hold} onPointerLeave={letGo} onFocusIn={hold} onFocusOut={letGo}>
      {shown.map((group) => (
        <GroupCard
          key={group.group}
          group={group}
          pictures={state.pictures}
          anchors={anchors}
          deed={open?.group === group.group ? open.deed : undefined}
          asked={namingOf(state, group.group)}
          isMergeTarget={merging !== undefined && merging !== group.group}
          canMerge={total > 1}
          nowMs={nowMs}
          actions={actions}
          onChooseForMerge={() => {
            if (merging !== undefined) actions.merge(group.group, merging);
          }}
        />
      ))}
    </ul>
  );
}

function namingOf({ namings }: GroupsState, group: string) {
  const found = [...namings].find(([, naming]) => naming.group === group);
  return found === undefined ? undefined : { request: found[0], ...found[1] };
}

function useClock(): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNowMs(Date.now());
    }, CLOCK_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return nowMs;
}
