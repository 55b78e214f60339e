/** @file Keeping something of a live picture: a still, a recording, the faces, and who was there when. */
import { useState } from 'preact/hooks';
import { sightingsTable } from '../../../core/timeline/sightings-table.ts';
import { Notice } from '../../shared/notice.tsx';
import { fileText, readFileError, type FileProblem } from '../files/file-problem.ts';
import { download } from '../save/download.ts';
import { zipCrops } from '../save/face-crops.ts';
import type { LiveSession } from './live-session.ts';

export interface LiveSavesProps {
  readonly session: LiveSession;
  readonly sound: MediaStreamTrack | undefined;
}

type RecordingState = 'off' | 'starting' | 'on' | 'finishing';

export function LiveSaves({ session, sound }: LiveSavesProps) {
  const [recording, setRecording] = useState<RecordingState>('off');
  const [problem, setProblem] = useState<FileProblem>();
  const attempt = (work: () => Promise<void>): void => {
    setProblem(undefined);
    work().catch((error: unknown) => {
      setProblem(readFileError(error));
      setRecording('off');
    });
  };
  const toggleRecording = (): void => {
    if (recording === 'off') {
      setRecording('starting');
      attempt(async () => {
        await session.record(sound);
        setRecording('on');
      });
      return;
    }
    setRecording('finishing');
    attempt(async () => {
      const file = await session.stopRecording();
      if (file !== undefined) download(file, fileName('webm'));
      setRecording('off');
    });
  };
  return (
    <section class="section" aria-label="Save">
      <h2>Save</h2>
      <div class="card live-saves">
        <button
          class="button"
          type="button"
          data-testid="save-picture"
          onClick={() => {
            attempt(async () => {
              download(await session.still(), fileName('png'));
            });
          }}
        >
          Picture
        </button>
        <button
          class={`button${recording === 'on' ? ' is-recording' : ''}`}
          type="button"
          data-testid="save-recording"
          data-state={recording}
          disabled={recording === 'starting' || recording === 'finishing'}
          onClick={toggleRecording}
        >
          {recording === 'on' ? 'Stop and save' : recording === 'finishing' ? 'Saving…' : 'Record'}
        </button>
        <button
          class="button"
          type="button"
          data-testid="save-crops"
          onClick={() => {
            attempt(async () => {
              download(await zipCrops(await session.crops.crops()), fileName('zip'));
            });
          }}
        >
          Faces
        </button>
        <button
          class="button"
          type="button"
          data-testid="save-csv"
          onClick={() => {
            const table = sightingsTable(session.sightings.appearances());
            download(new Blob([table], { type: 'text/csv' }), fileName('csv'));
          }}
        >
          CSV
        </button>
        <button
          class="button"
          type="button"
          data-testid="save-json"
          onClick={() => {
            const report = { ...session.sightings.report(), appearances: session.sightings.appearances() };
            const text = `${JSON.stringify(report, null, 2)}\n`;
            download(new Blob([text], { type: 'application/json' }), fileName('json'));
          }}
        >
          JSON
        </button>
        {problem !== undefined && <Notice {...fileText(problem)} testId="save-error" />}
      </div>
    </section>
  );
}

/** With the time, so that several lie in order. */
function fileName(extension: string): string {
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${String(now.getFullYear())}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `nametag-${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}.${extension}`;
}
