/** @file The settings page's connection to the recognizer: the models, how they compare, adding and removing one. */
import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { toFault } from '../../core/errors/fault.ts';
import { HEAD_BYTES, refuseFile } from '../../core/own-model/file-kind.ts';
import { writeIncoming } from '../../platform/own-models.ts';
import { connectPanel, type PanelConnection } from '../../platform/panel-connection.ts';
import { onFormerModelChanged, readFormerModelId } from '../../platform/settings-store.ts';
import type { ModelsStatus } from '../../protocol/model-messages.ts';
import type { ToRecognizerFromPanel } from '../../protocol/panel-port.ts';
import { NO_MODELS, reduceModels, type ModelsEvent, type ModelsState } from './models-state.ts';

export interface ModelActions {
  /** Checks the file and, if it is a face model, keeps it. */
  importFile(file: File): Promise<void>;
  closeImport(): void;
  remove(modelId: string): void;
  /** Tries the chosen model once more. */
  retry(): void;
  /** Measures these models, one after the other, without taking them into use. */
  measure(modelIds: readonly string[], isFresh: boolean): void;
}

export interface Models {
  readonly state: ModelsState;
  /** The model that was in use before, while there still is one. */
  readonly formerId: string | undefined;
  readonly actions: ModelActions;
}

/** As long as the messages take it. */
const MAX_NAME_LENGTH = 200;

export function useModels(): Models {
  const [state, dispatch] = useReducer(reduceModels, NO_MODELS);
  const connection = useRef<PanelConnection>(undefined);
  const asked = useRef({ request: -1, beforeId: '', afterId: '' });
  const lastRequest = useRef(0);
  const formerId = useFormerModel(state);

  useEffect(() => {
    const opened = connectPanel({
      onMessage(message) {
        const { request, beforeId, afterId } = asked.current;
        if (message.type === 'comparison' && message.request === request) {
          const { before, after } = message;
          dispatch({ type: 'compared', comparison: { beforeId, afterId, before, after } });
        }
        dispatch({ type: 'received', message });
      },
      onGone() {
        dispatch({ type: 'gone' });
      },
    });
    opened.send({ type: 'watchModels' });
    connection.current = opened;
    return () => {
      opened.close();
    };
  }, []);

  const inUse = state.status?.engine.modelId;
  const revision = state.status?.revision;
  useEffect(() => {
    if (inUse === undefined || inUse === '' || formerId === undefined) return;
    const request = ++lastRequest.current;
    asked.current = { request, beforeId: formerId, afterId: inUse };
    connection.current?.send({ type: 'compareModels', request, before: formerId, after: inUse });
  }, [inUse, formerId, revision]);

  const isCalm = state.isReachable && isAtRest(state.status);
  const modelIds = state.status?.models.map(({ modelId }) => modelId).join(' ') ?? '';

  const actions = useMemo(() => {
    const send = (message: ToRecognizerFromPanel): void => {
      connection.current?.send(message);
    };
    return createActions(dispatch, send, () => ++lastRequest.current);
  }, []);
  useEffect(() => {
    const ids = modelIds.split(' ');
    // One model has nothing to be compared with. What was measured before is not measured again.
    if (isCalm && ids.length > 1) actions.measure(ids, false);
  }, [isCalm, modelIds, revision, actions]);
  return { state, formerId, actions };
}

function useFormerModel({ status }: ModelsState): string | undefined {
  const [stored, setStored] = useState<string | null>(null);
  useEffect(() => {
    const refresh = (): void => {
      readFormerModelId().then(setStored, () => {
        setStored(null);
      });
    };
    refresh();
    return onFormerModelChanged(refresh);
  }, []);
  if (stored === null || status === undefined || stored === status.engine.modelId) return undefined;
  return status.models.some(({ modelId }) => modelId === stored) ? stored : undefined;
}

/** Loading and changing models come first. */
function isAtRest(status: ModelsStatus | undefined): boolean {
  if (status === undefined || status.changeover !== undefined) return false;
  return status.engine.state === 'ready' || status.engine.state === 'resting';
}

function createActions(
  dispatch: (event: ModelsEvent) => void,
  send: (message: ToRecognizerFromPanel) => void,
  nextRequest: () => number,
): ModelActions {
  return {
    async importFile(file) {
      const request = nextRequest();
      dispatch({ type: 'fileChosen', request, file: { name: file.name, bytes: file.size } });
      try {
        const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
        const code = refuseFile({ name: file.name, bytes: file.size, head });
        if (code !== undefined) {
          dispatch({ type: 'fileRefused', request, code });
          return;
        }
        const incoming = `${crypto.randomUUID()}.onnx`;
        await writeIncoming(incoming, file, (share) => {
          dispatch({ type: 'fileCopied', request, share });
        });
        send({ type: 'importModel', request, file: incoming, name: file.name.slice(-MAX_NAME_LENGTH) });
      } catch (error) {
        dispatch({ type: 'fileRefused', request, code: toFault(error, 'model-not-stored').code });
      }
    },
    closeImport() {
      dispatch({ type: 'importClosed' });
    },
    remove(modelId) {
      const request = nextRequest();
      dispatch({ type: 'removing', request, modelId });
      send({ type: 'removeModel', request, modelId });
    },
    retry() {
      send({ type: 'restart' });
    },
    measure(modelIds, isFresh) {
      for (const modelId of modelIds) {
        const request = nextRequest();
        dispatch({ type: 'trying', request, modelId });
        send({ type: 'tryModel', request, modelId, isFresh });
      }
    },
  };
}
