/** @file The Studio: webcam, screen and files with names on them, and what can be made of that. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { SavedFaces } from '../shared/anchors/saved-faces.tsx';
import { anchorsOf, useGallery } from '../shared/anchors/use-gallery.ts';
import { Brand, PrivacyFooter } from '../shared/brand.tsx';
import { EnrollmentList } from '../shared/faces/enrollment-list.tsx';
import { FacesNow } from '../shared/faces/faces-now.tsx';
import { PictureSection } from '../shared/faces/picture-section.tsx';
import { Notice } from '../shared/notice.tsx';
import { IdleStatusLine, StatusLine } from '../shared/panel/status-line.tsx';
import type { StatusSource } from '../shared/panel/status-words.ts';
import { WhyNoName } from '../shared/panel/why-no-name.tsx';
import { usePanel } from '../shared/panel/use-panel.ts';
import { PeopleButton } from '../shared/people-button.tsx';
import { SettingsButton } from '../shared/settings-button.tsx';
import { Strictness } from '../shared/strictness.tsx';
import { CameraStage } from './camera-stage.tsx';
import { EffectsCard } from './effects/effects-card.tsx';
import { useEffects } from './effects/use-effects.ts';
import { FilesStage } from './files/files-stage.tsx';
import { useFiles } from './files/use-files.ts';
import type { LiveSession } from './live/live-session.ts';
import { LiveSaves } from './live/live-saves.tsx';
import { useBackgroundWatch } from './live/use-background-watch.ts';
import { NoticesCard } from './notices/notices-card.tsx';
import { useNotices } from './notices/use-notices.ts';
import { ScreenStage } from './screen-stage.tsx';
import { SourceTabs } from './source-tabs.tsx';
import { isCameraAllowed, useCamera } from './use-camera.ts';
import { useScreen } from './use-screen.ts';
import { useSource, type StudioSource } from './use-source.ts';

interface SourceWords {
  readonly statusSource: StatusSource;
  readonly idle: string;
  readonly facesTitle: string;
  readonly facesEmpty: string;
  readonly nobody: string;
}

const WORDS: Readonly<Record<StudioSource, SourceWords>> = {
  webcam: {
    statusSource: 'webcam',
    idle: 'The camera is off.',
    facesTitle: 'In front of the camera',
    facesEmpty: 'Your face appears here as soon as it is in view. Click it and type a name.',
    nobody: 'Nobody yet. Start the camera, click your face and type your name.',
  },
  screen: {
    statusSource: 'screen',
    idle: 'Nothing is being watched.',
    facesTitle: 'On the screen now',
    facesEmpty: 'Faces appear here as soon as one is in view. Click one and type a name.',
    nobody: 'Nobody yet. Choose what to watch, click a face and type its name.',
  },
  files: {
    statusSource: 'file',
    idle: 'No video is open.',
    facesTitle: 'In the video now',
    facesEmpty: 'Faces appear here while the video plays. Click one and type a name.',
    nobody: 'Nobody yet. Play a video, click a face and type its name, or save somebody with the webcam.',
  },
};

export function Studio({ tabId }: { readonly tabId: number }) {
  const [source, setSource] = useSource();
  const camera = useCamera();
  const screen = useScreen();
  const files = useFiles();
  const effects = useEffects();
  const panel = usePanel(tabId);
  const gallery = useGallery();
  const [isMirrored, setIsMirrored] = useState(true);
  const [session, setSession] = useState<LiveSession>();
  const anchors = anchorsOf(gallery);
  const { state, actions } = panel;
  const words = WORDS[source];
  const isOn = isSourceOn();
  // The status comes twice a second and says nothing about them.
  const savedFaces = useMemo(
    () => <SavedFaces gallery={gallery} emptyText={words.nobody} />,
    [gallery, words.nobody],
  );

  const notices = useNotices(state.status, isOn && source !== 'files');
  useBackgroundWatch(liveStream(), notices.rules.isOn);

  function liveStream(): MediaStream | undefined {
    if (source === 'webcam' && camera.state.kind === 'on') return camera.state.stream;
    return source === 'screen' && screen.state.kind === 'on' ? screen.state.stream : undefined;
  }

  function isSourceOn(): boolean {
    if (source === 'webcam') return camera.state.kind === 'on';
    if (source === 'screen') return screen.state.kind === 'on';
    return (state.status?.videos.length ?? 0) > 0;
  }

  const { start, stop } = camera;
  useEffect(() => {
    // Nobody is filmed by a page that shows something else.
    if (source !== 'webcam') {
      stop();
      return;
    }
    const startIfAllowed = async (): Promise<void> => {
      if (await isCameraAllowed()) await start();
    };
    void startIfAllowed();
  }, [source, start, stop]);
  const { stop: stopScreen } = screen;
  useEffect(() => {
    if (source !== 'screen') stopScreen();
  }, [source, stopScreen]);

  return (
    <>
      <Brand>
        <SourceTabs source={source} onChange={setSource} />
        <PeopleButton />
        <SettingsButton />
      </Brand>
      <main class="studio">
        {source === 'webcam' && (
          <CameraStage
            camera={camera}
            isMirrored={isMirrored}
            effects={effects}
            onMirror={setIsMirrored}
            onSession={setSession}
          />
        )}
        {source === 'screen' && <ScreenStage screen={screen} effects={effects} onSession={setSession} />}
        {source === 'files' && <FilesStage files={files} effects={effects} />}
        <div class="studio-side">
          <div class="card">
            {isOn ? (
              <>
                <StatusLine state={state} source={words.statusSource} onRestart={actions.restart} />
                <WhyNoName state={state} isInStudio />
              </>
            ) : (
              <IdleStatusLine state={state} headline={words.idle} onRestart={actions.restart} />
            )}
          </div>
          {isOn && (
            <FacesNow title={words.facesTitle} emptyText={words.facesEmpty} panel={panel} anchors={anchors} />
          )}
          <EnrollmentList panel={panel} anchors={anchors} isWebcam={source === 'webcam'} />
          <EffectsCard
            chosen={effects.chosen}
            backdropName={effects.backdropName}
            isDisabled={files.isRunning}
            onChange={effects.choose}
            onBackdrop={effects.setBackdrop}
          />
          {effects.isBackdropRefused && (
            <Notice
              text="This file could not be opened as a picture."
              remedy="Choose a JPEG, PNG or WebP file for the background."
              testId="backdrop-error"
            />
          )}
          {session !== undefined && (
            <LiveSaves
              session={session}
              sound={screen.state.kind === 'on' ? screen.state.stream.getAudioTracks()[0] : undefined}
            />
          )}
          {source !== 'files' && <NoticesCard notices={notices} anchors={anchors} />}
          {source !== 'files' && <PictureSection panel={panel} anchors={anchors} />}
          {savedFaces}
          <Strictness />
        </div>
      </main>
      <PrivacyFooter />
    </>
  );
}
