/** @file What a page knows of people not named yet, as a reducer: the groups, their pictures, and what is being done to them. */
import type { FaultCode } from '../../../core/errors/fault.ts';
import type { GroupStatus } from '../../../protocol/group-messages.ts';
import type { ToPanel } from '../../../protocol/panel-port.ts';
import { COVERED_TEXT } from '../corrections/correction-words.ts';
import { stepOf, type AskingStep } from '../panel/enroll-step.ts';

/** What the person is doing to one group. */
export type GroupDeed = 'menu' | 'naming' | 'merging' | 'splitting';

export interface GroupToast {
  readonly text: string;
  /** A second sentence, as long as it needs to be. */
  readonly remark?: string;
  /** For `undoGroups`; missing where there is nothing to take back. */
  readonly change?: string;
}

export interface GroupNaming {
  readonly group: string;
  /** As it was typed. */
  readonly name: string;
  /** While it is asked whether that is right. */
  readonly question?: AskingStep;
}

export interface GroupsState {
  /** Undefined until the first ones have come. */
  readonly groups: readonly GroupStatus[] | undefined;
  /** By look. */
  readonly pictures: ReadonlyMap<string, string>;
  readonly open: { readonly group: string; readonly deed: GroupDeed } | undefined;
  /** The pointer or the focus is among them: they keep their places. */
  readonly isHeld: boolean;
  /** By request, what is said once it is done. */
  readonly pending: ReadonlyMap<number, string>;
  /** By request, the group that is being named, and how. */
  readonly namings: ReadonlyMap<number, GroupNaming>;
  readonly toast: GroupToast | undefined;
  readonly fault: FaultCode | undefined;
}

export type GroupsEvent =
  | { readonly type: 'received'; readonly message: ToPanel }
  | { readonly type: 'gone' }
  | { readonly type: 'opened'; readonly open: GroupsState['open'] }
  | { readonly type: 'held'; readonly isHeld: boolean }
  | {
      readonly type: 'asked';
      readonly request: number;
      readonly text: string;
      readonly naming?: GroupNaming;
    }
  | { readonly type: 'answered'; readonly request: number }
  | { readonly type: 'toastClosed' };

export const NO_GROUPS: GroupsState = {
  groups: undefined,
  pictures: new Map(),
  open: undefined,
  isHeld: false,
  pending: new Map(),
  namings: new Map(),
  toast: undefined,
  fault: undefined,
};

export function reduceGroups(state: GroupsState, event: GroupsEvent): GroupsState {
  switch (event.type) {
    case 'received':
      return receive(state, event.message);
    case 'gone':
      // What was under way died with the recognizer, and so did the groups that are not kept.
      return { ...NO_GROUPS, fault: state.pending.size > 0 ? 'recognizer-gone' : undefined };
    case 'opened':
      return { ...state, open: event.open };
    case 'held':
      return { ...state, isHeld: event.isHeld };
    case 'asked':
      return {
        ...state,
        open: undefined,
        fault: undefined,
        pending: new Map([...state.pending, [event.request, event.text]]),
        namings:
          event.naming === undefined
            ? state.namings
            : new Map([...state.namings, [event.request, event.naming]]),
      };
    case 'answered':
      return { ...state, namings: withQuestion(state.namings, event.request, undefined) };
    case 'toastClosed':
      return { ...state, toast: undefined };
  }
}

function receive(state: GroupsState, message: ToPanel): GroupsState {
  if (message.type === 'groups') return takeGroups(state, message.groups, message.pictures);
  if (!('request' in message)) return state;
  const text = state.pending.get(message.request);
  if (text === undefined) return state;
  if (message.type === 'refused') return { ...settle(state, message.request), fault: message.fault.code };
  if (message.type === 'enrollCancelled') return settle(state, message.request);
  if (message.type === 'enrollQuestion') {
    const step = stepOf(message);
    const question = step.kind === 'asking' ? step : undefined;
    return { ...state, namings: withQuestion(state.namings, message.request, question) };
  }
  if (message.type !== 'groupsChanged' && message.type !== 'enrolled') return state;
  const change = message.type === 'groupsChanged' ? message.change : undefined;
  // Of an undo nothing is said: one sees it.
  const isCovered = message.type === 'enrolled' && message.isCovered === true;
  const toast =
    text === ''
      ? undefined
      : {
          // It may have got another name than the typed one.
          text: message.type === 'enrolled' ? `${message.name} is saved.` : text,
          ...(isCovered ? { remark: COVERED_TEXT } : {}),
          ...(change === undefined ? {} : { change }),
        };
  return { ...settle(state, message.request), toast };
}

function takeGroups(
  state: GroupsState,
  groups: readonly GroupStatus[],
  added: readonly { readonly look: string; readonly cropUrl: string }[],
): GroupsState {
  const shown = new Set(groups.flatMap(({ looks }) => looks));
  const all = [...state.pictures, ...added.map(({ look, cropUrl }) => [look, cropUrl] as const)];
  const isOpenThere = groups.some(({ group }) => group === state.open?.group);
  return {
    ...state,
    groups: state.isHeld || isOpenThere ? inFormerOrder(groups, state.groups ?? []) : groups,
    pictures: new Map(all.filter(([look]) => shown.has(look))),
    open: isOpenThere ? state.open : undefined,
  };
}

/** Whoever was there keeps the place, newcomers come last. */
function inFormerOrder(
  groups: readonly GroupStatus[],
  former: readonly GroupStatus[],
): readonly GroupStatus[] {
  const place = new Map(former.map(({ group }, index) => [group, index]));
  const placeOf = ({ group }: GroupStatus): number => place.get(group) ?? former.length;
  return [...groups].sort((a, b) => placeOf(a) - placeOf(b));
}

function settle(state: GroupsState, request: number): GroupsState {
  const others = <Value>(map: ReadonlyMap<number, Value>) =>
    new Map([...map].filter(([id]) => id !== request));
  return { ...state, pending: others(state.pending), namings: others(state.namings) };
}

function withQuestion(
  namings: GroupsState['namings'],
  request: number,
  question: AskingStep | undefined,
): GroupsState['namings'] {
  const naming = namings.get(request);
  if (naming === undefined) return namings;
  const { group, name } = naming;
  return new Map([...namings, [request, { group, name, ...(question && { question }) }]]);
}
