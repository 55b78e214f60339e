/** @file What can go wrong with a camera, and what helps. */
import type { FaultText } from '../../core/errors/fault-texts.ts';

export type CameraProblem = 'denied' | 'blocked-by-system' | 'none' | 'busy' | 'unplugged' | 'failed';

const TEXTS: Readonly<Record<CameraProblem, FaultText>> = {
  denied: {
    text: 'Nametag may not use the camera.',
    remedy: 'Click the camera or the lock in the address bar, allow the camera, then start again.',
  },
  'blocked-by-system': {
    text: 'The operating system keeps the camera from the browser.',
    remedy: 'Allow it in the system’s privacy settings, then start again.',
  },
  none: { text: 'No camera was found.', remedy: 'Connect one; it is found as soon as you start again.' },
  busy: {
    text: 'The camera is being used by another program.',
    remedy: 'Close the call or program that uses it, then start again.',
  },
  unplugged: { text: 'The camera was disconnected.', remedy: 'Connect it again, or start with another one.' },
  failed: { text: 'The camera could not be started.', remedy: 'Start again, or choose another camera.' },
};

/** While it is on. */
export const MUTED: FaultText = {
  text: 'The camera sends no picture.',
  remedy: 'Open its cover, or switch it on at its own button or in the system’s settings.',
};

export function cameraText(problem: CameraProblem): FaultText {
  return TEXTS[problem];
}

/**
 * What an error of `getUserMedia` means.
 * Source: https://w3c.github.io/mediacapture-main/#dom-mediadevices-getusermedia; "by system" is Chrome's own message.
 */
export function readCameraError(error: unknown): CameraProblem {
  if (!(error instanceof Error)) return 'failed';
  switch (error.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return error.message.includes('by system') ? 'blocked-by-system' : 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'failed';
  }
}
