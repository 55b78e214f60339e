/** @file What the gallery doctor says, kept fresh while the page is open. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Diagnosis } from '../../core/doctor/diagnose.ts';
import { connectPanel, type PanelConnection } from '../../platform/panel-connection.ts';
import type { UnreadablePhotos } from '../../protocol/model-messages.ts';
import type { EngineStatus } from '../../protocol/panel-port.ts';

export interface DoctorState {
  /** The latest one; undefined until the first arrives. While another one is on its way it may speak of what is gone. */
  readonly diagnosis: Diagnosis | undefined;
  /** Below it, a face gets a name. */
  readonly maxDistance: number;
  /** 0..1 of the diagnosis under way; undefined when there is none. */
  readonly share: number | undefined;
  /** Why there is no diagnosis yet. */
  readonly engine: EngineStatus | undefined;
  /** Saved photos that cannot be read. */
  readonly unreadable: UnreadablePhotos | undefined;
}

const NOTHING: DoctorState = {
  diagnosis: undefined,
  maxDistance: 0,
  share: 0,
  engine: undefined,
  unreadable: undefined,
};

export function useDiagnosis(): { readonly state: DoctorState; readonly restart: () => void } {
  const [state, setState] = useState(NOTHING);
  const connection = useRef<PanelConnection>(undefined);
  useEffect(() => {
    const opened = connectPanel({
      onMessage(message) {
        if (message.type === 'diagnosing') {
          setState((before) => ({ ...before, share: message.share, engine: message.engine }));
        }
        if (message.type === 'diagnosis') {
          const { diagnosis, maxDistance, unreadable } = message;
          setState({ diagnosis, maxDistance, share: undefined, engine: undefined, unreadable });
        }
      },
      onGone() {
        setState((before) => ({ ...before, share: 0 }));
      },
    });
    opened.send({ type: 'watchGallery' });
    connection.current = opened;
    return () => {
      opened.close();
    };
  }, []);
  const restart = useCallback(() => {
    connection.current?.send({ type: 'restart' });
  }, []);
  return { state, restart };
}
