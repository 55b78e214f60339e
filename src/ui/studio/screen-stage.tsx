/** @file A tab, a window or the whole screen with names: also for calls in programs, and pages that keep their pixels. */
import { Icon } from '../shared/icons.tsx';
import { Notice } from '../shared/notice.tsx';
import type { Effects } from './effects/use-effects.ts';
import type { LiveSession } from './live/live-session.ts';
import { LiveStage } from './live/live-stage.tsx';
import type { ScreenCapture } from './use-screen.ts';

export interface ScreenStageProps {
  readonly screen: ScreenCapture;
  readonly effects: Effects;
  onSession(session: LiveSession | undefined): void;
}

export function ScreenStage({ screen, effects, onSession }: ScreenStageProps) {
  const { state, start, stop } = screen;
  return (
    <div class="studio-stage">
      {state.kind === 'on' ? (
        <div class="stage">
          <LiveStage
            stream={state.stream}
            source="screen"
            label="What you share with Nametag"
            isMirrored={false}
            effects={effects}
            onSession={onSession}
          />
        </div>
      ) : (
        <div class="stage is-empty">
          {state.kind === 'refused' && (
            <Notice
              text="Nothing was chosen."
              remedy="Start again and choose a tab, a window or the screen."
              testId="screen-error"
            />
          )}
          {state.kind === 'failed' && (
            <Notice
              text="The browser could not take the picture."
              remedy="Some systems ask for a permission of their own first: look into the privacy settings for screen recording."
              testId="screen-error"
            />
          )}
          {(state.kind === 'off' || state.kind === 'asking') && (
            <>
              <Icon name="screen" />
              <p>
                {state.kind === 'asking'
                  ? 'Choose what to watch in the browser’s question.'
                  : 'Choose a tab, a window or the whole screen: names appear on the faces in it. The picture never leaves this computer.'}
              </p>
            </>
          )}
        </div>
      )}
      <div class="camera-controls">
        {state.kind === 'on' ? (
          <button class="button" type="button" data-testid="screen-stop" onClick={stop}>
            <Icon name="close" />
            Stop watching
          </button>
        ) : (
          <button
            class="button is-primary"
            type="button"
            data-testid="screen-start"
            disabled={state.kind === 'asking'}
            onClick={() => void start()}
          >
            <Icon name="screen" />
            Choose what to watch
          </button>
        )}
      </div>
    </div>
  );
}
