/** @file The webcam with names on whoever sits in front of it. */
import { Icon } from '../shared/icons.tsx';
import { Notice } from '../shared/notice.tsx';
import { CameraControls } from './camera-controls.tsx';
import { MUTED, cameraText } from './camera-words.ts';
import type { Effects } from './effects/use-effects.ts';
import type { LiveSession } from './live/live-session.ts';
import { LiveStage } from './live/live-stage.tsx';
import type { Camera } from './use-camera.ts';

export interface CameraStageProps {
  readonly camera: Camera;
  readonly isMirrored: boolean;
  readonly effects: Effects;
  onMirror(isMirrored: boolean): void;
  onSession(session: LiveSession | undefined): void;
}

export function CameraStage({ camera, isMirrored, effects, onMirror, onSession }: CameraStageProps) {
  const { state } = camera;
  return (
    <div class="studio-stage">
      {state.kind === 'on' ? (
        <div class="stage">
          <LiveStage
            stream={state.stream}
            source="webcam"
            label="Your camera"
            isMirrored={isMirrored}
            effects={effects}
            onSession={onSession}
          />
        </div>
      ) : (
        <div class="stage is-empty">
          {state.kind === 'failed' ? (
            <Notice {...cameraText(state.problem)} testId="camera-error" />
          ) : (
            <>
              <Icon name="camera" />
              <p>
                {state.kind === 'starting'
                  ? 'Waiting for the camera. Your browser may ask you to allow it.'
                  : 'Start the camera to see names on the faces in front of it. The picture never leaves this computer.'}
              </p>
            </>
          )}
        </div>
      )}
      {state.kind === 'on' && state.isMuted && <Notice {...MUTED} testId="camera-muted" />}
      <CameraControls camera={camera} isMirrored={isMirrored} onMirror={onMirror} />
    </div>
  );
}
