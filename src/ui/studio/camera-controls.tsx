/** @file Starting, stopping, choosing and mirroring the camera. */
import { Icon } from '../shared/icons.tsx';
import type { Camera } from './use-camera.ts';

export interface CameraControlsProps {
  readonly camera: Camera;
  readonly isMirrored: boolean;
  onMirror(isMirrored: boolean): void;
}

export function CameraControls({ camera, isMirrored, onMirror }: CameraControlsProps) {
  const { state, devices, start, stop } = camera;
  const isOn = state.kind === 'on';
  return (
    <div class="camera-controls">
      {isOn ? (
        <button class="button" type="button" data-testid="camera-stop" onClick={stop}>
          <Icon name="close" />
          Stop the camera
        </button>
      ) : (
        <button
          class="button is-primary"
          type="button"
          data-testid="camera-start"
          disabled={state.kind === 'starting'}
          onClick={() => void start()}
        >
          <Icon name="camera" />
          {state.kind === 'starting' ? 'Starting…' : 'Start the camera'}
        </button>
      )}
      {devices.length > 1 && (
        <select
          class="text-field"
          aria-label="Camera"
          data-testid="camera-device"
          value={isOn ? state.deviceId : undefined}
          onChange={(event) => void start(event.currentTarget.value)}
        >
          {devices.map((device, index) => (
            <option key={device.deviceId} value={device.deviceId}>
              {device.label === '' ? `Camera ${String(index + 1)}` : device.label}
            </option>
          ))}
        </select>
      )}
      <button
        class="mirror-switch"
        type="button"
        role="switch"
        aria-checked={isMirrored}
        data-testid="camera-mirror"
        onClick={() => {
          onMirror(!isMirrored);
        }}
      >
        Mirror <span class="switch" />
      </button>
    </div>
  );
}
