/** @file Which camera the person chose last, by the number that Chrome gives it for this extension alone. */

const KEY = 'camera';

export function readCameraChoice(): string | undefined {
  return localStorage.getItem(KEY) ?? undefined;
}

export function writeCameraChoice(deviceId: string): void {
  localStorage.setItem(KEY, deviceId);
}
