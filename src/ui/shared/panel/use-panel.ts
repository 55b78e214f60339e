/** @file The page's connection to the recognizer, for components: its state, and what a person can ask of it. */
import { useEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import { toFault } from '../../../core/errors/fault.ts';
import type { Pixels } from '../../../core/image/pixels.ts';
import { askBackground } from '../../../platform/messenger.ts';
import { connectPanel, type PanelConnection } from '../../../platform/panel-connection.ts';
import type { CorrectionWish } from '../../../protocol/correction-messages.ts';
import type { EnrollChoice } from '../../../protocol/enroll-messages.ts';
import type { ToRecognizerFromPanel } from '../../../protocol/panel-port.ts';
import { readPicture } from '../read-picture.ts';
import {
  EMPTY_PANEL,
  reducePanel,
  type Enrollment,
  type FaceTarget,
  type PanelEvent,
  type PanelState,
} from './panel-state.ts';

export interface EnrollWish {
  readonly target: FaceTarget;
  readonly name: string;
  /** Only when the person chose somebody who is saved already. */
  readonly anchorId: string | undefined;
  readonly crop: Pixels | undefined;
}

export interface PanelActions {
  /** Undefined closes the name field. */
  name(target: FaceTarget | undefined): void;
  point(face: string | undefined): void;
  enroll(wish: EnrollWish): void;
  /** `before`: the name that the face had, or an empty one. */
  correct(face: string, wish: CorrectionWish, before: string): void;
  /** Takes back what was said of the face whose row is open. */
  undoCorrection(correctionId: string): void;
  /** Asks for the same once more after a refusal. */
  retryEnrollment(enrollment: Enrollment): void;
  dismissEnrollment(request: number): void;
  /** Saves what has been collected so far. */
  finishEnrollment(request: number): void;
  /** Saves nothing. */
  cancelEnrollment(request: number): void;
  answerEnrollment(request: number, choice: EnrollChoice): void;
  collectMore(request: number): void;
  inspectPicture(file: Blob): Promise<void>;
  closePicture(): void;
  /** Loads the models again after a fault. */
  restart(): void;
}

export interface Panel {
  readonly state: PanelState;
  readonly actions: PanelActions;
}

/** `tabId` is undefined until it is known. */
export function usePanel(tabId: number | undefined): Panel {
  const [state, dispatch] = useReducer(reducePanel, EMPTY_PANEL);
  const connection = useRef<PanelConnection>(undefined);
  const watchedTab = useRef<number>(undefined);

  useEffect(() => {
    const opened = connectPanel({
      onMessage(message) {
        if (message.type === 'tab' && message.status.tabId !== watchedTab.current) return;
        dispatch({ type: 'received', message, nowMs: performance.now() });
      },
      onGone() {
        dispatch({ type: 'gone' });
      },
    });
    connection.current = opened;
    return () => {
      opened.close();
    };
  }, []);

  useEffect(() => {
    watchedTab.current = tabId;
    if (tabId !== undefined) connection.current?.send({ type: 'watchTab', tabId });
  }, [tabId]);

  const actions = useMemo(() => {
    let lastRequest = 0;
    const send = (message: ToRecognizerFromPanel): void => {
      connection.current?.send(message);
    };
    return createActions(dispatch, send, () => ++lastRequest);
  }, []);

  return { state, actions };
}

function createActions(
  dispatch: (event: PanelEvent) => void,
  send: (message: ToRecognizerFromPanel) => void,
  nextRequest: () => number,
): PanelActions {
  let lastCorrection = 0;
  const enroll = ({ target, name, anchorId, crop }: EnrollWish): void => {
    const request = nextRequest();
    const chosen = anchorId === undefined ? {} : { anchorId };
    const looks = crop === undefined ? {} : { crop };
    dispatch({ type: 'enrolling', enrollment: { request, target, name, ...chosen, ...looks } });
    if (target.kind === 'tab') {
      send({ type: 'enrollFace', request, face: target.face, name, ...chosen });
    } else {
      const { picture, face } = target;
      send({ type: 'enrollPictureFace', request, picture, face, name, ...chosen });
    }
  };
  return {
    name(target) {
      if (target?.kind !== 'tab') {
        dispatch({ type: 'naming', target });
        return;
      }
      const request = nextRequest();
      dispatch({ type: 'naming', target, request });
      send({ type: 'suggestName', request, face: target.face });
    },
    point(face) {
      dispatch({ type: 'pointed', face });
    },
    enroll,
    correct(face, wish, before) {
      lastCorrection = nextRequest();
      const request = lastCorrection;
      dispatch({
        type: 'correcting',
        correction: { request, face, wish, before, phase: { kind: 'waiting' } },
      });
      send({ type: 'correctFace', request, face, wish });
    },
    undoCorrection(correctionId) {
      const request = lastCorrection;
      askBackground('correction.undo', { correctionId }).then(
        () => {
          dispatch({ type: 'correctionSettled', request, phase: { kind: 'undone' } });
        },
        (error: unknown) => {
          dispatch({ type: 'correctionSettled', request, phase: { kind: 'refused', fault: toFault(error) } });
        },
      );
    },
    retryEnrollment({ target, name, anchorId, crop }) {
      enroll({ target, name, anchorId, crop });
    },
    dismissEnrollment(request) {
      dispatch({ type: 'enrollmentDismissed', request });
    },
    finishEnrollment(request) {
      send({ type: 'finishEnroll', request });
    },
    cancelEnrollment(request) {
      send({ type: 'cancelEnroll', request });
    },
    answerEnrollment(request, choice) {
      dispatch({ type: 'enrollmentAnswered', request });
      send({ type: 'answerEnroll', request, choice });
    },
    collectMore(request) {
      send({ type: 'collectMore', request });
    },
    async inspectPicture(file) {
      const request = nextRequest();
      dispatch({ type: 'pictureChosen', request });
      try {
        send({ type: 'inspectPicture', request, pixels: await readPicture(file) });
      } catch (error) {
        dispatch({ type: 'pictureRefused', request, fault: toFault(error, 'picture-unreadable') });
      }
    },
    closePicture() {
      dispatch({ type: 'pictureClosed' });
    },
    restart() {
      send({ type: 'restart' });
    },
  };
}
