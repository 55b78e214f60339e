/** @file The page's connection to the groups, for components: its state, and what a person can ask for. */
import { useEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import { connectPanel, type PanelConnection } from '../../../platform/panel-connection.ts';
import type { EnrollChoice } from '../../../protocol/enroll-messages.ts';
import type { ToRecognizerFromPanel } from '../../../protocol/panel-port.ts';
import {
  NO_GROUPS,
  reduceGroups,
  type GroupNaming,
  type GroupsEvent,
  type GroupsState,
} from './groups-state.ts';

export interface GroupActions {
  /** Undefined closes whatever is open. */
  open(open: GroupsState['open']): void;
  hold(isHeld: boolean): void;
  /** `anchorId` only when the person chose somebody who is saved already. */
  name(group: string, name: string, anchorId: string | undefined): void;
  /** To the question whether the name is right. */
  answer(request: number, choice: EnrollChoice): void;
  cancelNaming(request: number): void;
  merge(into: string, from: string): void;
  split(group: string, looks: readonly string[]): void;
  ignore(group: string, isIgnored: boolean): void;
  forget(group: string): void;
  forgetAll(): void;
  undo(change: string): void;
  closeToast(): void;
}

export function useGroups(): { readonly state: GroupsState; readonly actions: GroupActions } {
  const [state, dispatch] = useReducer(reduceGroups, NO_GROUPS);
  const connection = useRef<PanelConnection>(undefined);

  useEffect(() => {
    const opened = connectPanel({
      onMessage(message) {
        dispatch({ type: 'received', message });
      },
      onGone() {
        dispatch({ type: 'gone' });
      },
    });
    opened.send({ type: 'watchGroups' });
    connection.current = opened;
    return () => {
      opened.close();
    };
  }, []);

  const actions = useMemo(() => {
    let lastRequest = 0;
    const send = (message: ToRecognizerFromPanel): void => {
      connection.current?.send(message);
    };
    const ask: Ask = (text, message, naming) => {
      const request = ++lastRequest;
      dispatch({ type: 'asked', request, text, ...(naming && { naming }) });
      send(message(request));
    };
    return createActions(dispatch, send, ask);
  }, []);
  return { state, actions };
}

/** `text` is said when it is done. */
type Ask = (text: string, message: (request: number) => ToRecognizerFromPanel, naming?: GroupNaming) => void;

function createActions(
  dispatch: (event: GroupsEvent) => void,
  send: (message: ToRecognizerFromPanel) => void,
  ask: Ask,
): GroupActions {
  return {
    open(open) {
      dispatch({ type: 'opened', open });
    },
    hold(isHeld) {
      dispatch({ type: 'held', isHeld });
    },
    name(group, name, anchorId) {
      const chosen = anchorId === undefined ? {} : { anchorId };
      ask(`${name} is saved.`, (request) => ({ type: 'nameGroup', request, group, name, ...chosen }), {
        group,
        name,
      });
    },
    answer(request, choice) {
      dispatch({ type: 'answered', request });
      send({ type: 'answerEnroll', request, choice });
    },
    cancelNaming(request) {
      dispatch({ type: 'answered', request });
      send({ type: 'cancelEnroll', request });
    },
    merge(into, from) {
      ask('Merged into one.', (request) => ({ type: 'mergeGroups', request, into, from }));
    },
    split(group, looks) {
      ask('Split into two.', (request) => ({ type: 'splitGroup', request, group, looks: [...looks] }));
    },
    ignore(group, isIgnored) {
      ask(isIgnored ? 'Ignored.' : '', (request) => ({ type: 'ignoreGroup', request, group, isIgnored }));
    },
    forget(group) {
      ask('Forgotten.', (request) => ({ type: 'forgetGroup', request, group }));
    },
    forgetAll() {
      ask('All forgotten.', (request) => ({ type: 'forgetAllGroups', request }));
    },
    undo(change) {
      dispatch({ type: 'toastClosed' });
      ask('', (request) => ({ type: 'undoGroups', request, change }));
    },
    closeToast() {
      dispatch({ type: 'toastClosed' });
    },
  };
}
