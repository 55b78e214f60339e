/** @file The camera: starting, choosing, stopping, and noticing when it goes away. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { readCameraChoice, writeCameraChoice } from '../../platform/camera-choice.ts';
import { readCameraError, type CameraProblem } from './camera-words.ts';

export type CameraState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | {
      readonly kind: 'on';
      readonly stream: MediaStream;
      readonly deviceId: string;
      /** It is there, and sends no picture: covered by a shutter, or switched off by its own button. */
      readonly isMuted: boolean;
    }
  | { readonly kind: 'failed'; readonly problem: CameraProblem };

export interface Camera {
  readonly state: CameraState;
  /** Named only once the permission is there. */
  readonly devices: readonly MediaDeviceInfo[];
  /** Without `deviceId`, the one that was chosen last, or whichever the browser prefers. */
  start(deviceId?: string): Promise<void>;
  stop(): void;
}

export function useCamera(): Camera {
  const [state, setState] = useState<CameraState>({ kind: 'off' });
  const [devices, setDevices] = useState<readonly MediaDeviceInfo[]>([]);
  const stream = useRef<MediaStream>(undefined);
  /** The latest start or stop; an earlier start that answers late is closed again. */
  const turn = useRef(0);

  const release = useCallback(() => {
    turn.current += 1;
    for (const track of stream.current?.getTracks() ?? []) track.stop();
    stream.current = undefined;
  }, []);

  const stop = useCallback(() => {
    release();
    setState({ kind: 'off' });
  }, [release]);

  const start = useCallback(
    async (deviceId?: string): Promise<void> => {
      release();
      const thisTurn = turn.current;
      setState({ kind: 'starting' });
      try {
        const opened = await openCamera(deviceId);
        if (thisTurn !== turn.current) {
          for (const track of opened.getTracks()) track.stop();
          return;
        }
        stream.current = opened;
        const [track] = opened.getVideoTracks();
        track?.addEventListener('ended', () => {
          if (stream.current !== opened) return;
          release();
          setState({ kind: 'failed', problem: 'unplugged' });
        });
        const show = (): void => {
          if (stream.current !== opened) return;
          const { deviceId: used = '' } = track?.getSettings() ?? {};
          setState({ kind: 'on', stream: opened, deviceId: used, isMuted: track?.muted === true });
        };
        for (const type of ['mute', 'unmute']) track?.addEventListener(type, show);
        show();
        if (deviceId !== undefined) writeCameraChoice(deviceId);
        setDevices(await listCameras());
      } catch (error) {
        if (thisTurn === turn.current) setState({ kind: 'failed', problem: readCameraError(error) });
      }
    },
    [release],
  );

  useEffect(() => {
    const refresh = async (): Promise<void> => {
      setDevices(await listCameras());
    };
    const handleChange = (): void => void refresh();
    navigator.mediaDevices.addEventListener('devicechange', handleChange);
    return () => {
      navigator.mediaDevices.removeEventListener('devicechange', handleChange);
      release();
    };
  }, [release]);

  return { state, devices, start, stop };
}

/** True when starting would not ask the person anything. */
export async function isCameraAllowed(): Promise<boolean> {
  const permission = await navigator.permissions.query({ name: 'camera' });
  return permission.state === 'granted';
}

async function openCamera(deviceId: string | undefined): Promise<MediaStream> {
  // The last choice may be of a camera that is elsewhere today.
  const last = readCameraChoice();
  const wished = last === undefined ? {} : { deviceId: { ideal: last } };
  const chosen = deviceId === undefined ? wished : { deviceId: { exact: deviceId } };
  return navigator.mediaDevices.getUserMedia({
    video: { width: { ideal: 1280 }, height: { ideal: 720 }, ...chosen },
  });
}

async function listCameras(): Promise<readonly MediaDeviceInfo[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '');
}
