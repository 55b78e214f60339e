/** @file The Studio: the webcam with names on it, and saving whoever sits in front of it. */
import { useEffect, useState } from 'preact/hooks';
import { SavedFaces } from '../shared/anchors/saved-faces.tsx';
import { useGallery } from '../shared/anchors/use-gallery.ts';
import { Brand, PrivacyFooter } from '../shared/brand.tsx';
import { EnrollmentList } from '../shared/faces/enrollment-list.tsx';
import { FacesNow } from '../shared/faces/faces-now.tsx';
import { PictureSection } from '../shared/faces/picture-section.tsx';
import { Icon } from '../shared/icons.tsx';
import { Notice } from '../shared/notice.tsx';
import { IdleStatusLine, StatusLine } from '../shared/panel/status-line.tsx';
import { usePanel } from '../shared/panel/use-panel.ts';
import { SettingsButton } from '../shared/settings-button.tsx';
import { Strictness } from '../shared/strictness.tsx';
import { CameraControls } from './camera-controls.tsx';
import { CameraStage } from './camera-stage.tsx';
import { cameraText } from './camera-words.ts';
import { isCameraAllowed, useCamera, type CameraState } from './use-camera.ts';

export function Studio({ tabId }: { readonly tabId: number }) {
  const camera = useCamera();
  const panel = usePanel(tabId);
  const gallery = useGallery();
  const [isMirrored, setIsMirrored] = useState(true);
  const anchors = gallery.kind === 'ready' ? gallery.stored.anchors : [];
  const { state, actions } = panel;
  const isOn = camera.state.kind === 'on';

  const { start } = camera;
  useEffect(() => {
    const startIfAllowed = async (): Promise<void> => {
      if (await isCameraAllowed()) await start();
    };
    void startIfAllowed();
  }, [start]);

  return (
    <>
      <Brand>
        <span class="hint">Webcam</span>
        <SettingsButton />
      </Brand>
      <main class="studio">
        <div class="studio-stage">
          <Stage state={camera.state} isMirrored={isMirrored} />
          <CameraControls camera={camera} isMirrored={isMirrored} onMirror={setIsMirrored} />
        </div>
        <div class="studio-side">
          <div class="card">
            {isOn ? (
              <StatusLine state={state} source="webcam" onRestart={actions.restart} />
            ) : (
              <IdleStatusLine state={state} headline="The camera is off." onRestart={actions.restart} />
            )}
          </div>
          {isOn && (
            <FacesNow
              title="In front of the camera"
              emptyText="Your face appears here as soon as it is in view. Click it and type a name."
              panel={panel}
              anchors={anchors}
            />
          )}
          <EnrollmentList panel={panel} />
          <PictureSection panel={panel} anchors={anchors} />
          <SavedFaces
            gallery={gallery}
            emptyText="Nobody yet. Start the camera, click your face and type your name."
          />
          <Strictness />
        </div>
      </main>
      <PrivacyFooter />
    </>
  );
}

function Stage({ state, isMirrored }: { readonly state: CameraState; readonly isMirrored: boolean }) {
  if (state.kind === 'on') {
    return (
      <div class="stage">
        <CameraStage stream={state.stream} isMirrored={isMirrored} />
      </div>
    );
  }
  return (
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
  );
}
