/** @file Picture and video files: choosing many, watching one, working through all. */
import { useState } from 'preact/hooks';
import { Icon } from '../../shared/icons.tsx';
import { Notice } from '../../shared/notice.tsx';
import { useFileIntake } from '../../shared/use-file-intake.ts';
import type { Effects } from '../effects/use-effects.ts';
import { FilePreview } from './file-preview.tsx';
import { FileRow } from './file-row.tsx';
import { PartFields, type Part } from './part-fields.tsx';
import type { Files } from './use-files.ts';

export interface FilesStageProps {
  readonly files: Files;
  readonly effects: Effects;
}

const ACCEPTED = 'image/*,video/*,.mkv,.mov,.m4v';

export function FilesStage({ files, effects }: FilesStageProps) {
  const { items, isRunning, isPaused, queue } = files;
  const [chosenId, choose] = useState<number>();
  const [isMirrored, setMirrored] = useState(false);
  const [part, setPart] = useState<Part>({ fromS: undefined, toS: undefined });
  const [nowS, setNowS] = useState<number>();
  const isDragging = useFileIntake((added) => {
    queue.add(added);
  });
  const running = items.find(({ state }) => state.kind === 'running');
  const chosen = running ?? items.find(({ id }) => id === chosenId) ?? items[0];
  const isRangeWrong = part.fromS !== undefined && part.toS !== undefined && part.fromS >= part.toS;
  const isAllDone = items.every(({ state }) => state.kind !== 'waiting');
  const start = (): void => {
    const { chosen: ids, backdrop } = effects;
    void queue.start({ effects: ids, backdrop, isMirrored, ...part });
  };

  return (
    <div class="studio-stage">
      {chosen === undefined ? (
        <label class={`stage is-empty files-drop${isDragging ? ' is-dragging' : ''}`}>
          <Icon name="picture" />
          <p>
            {isDragging
              ? 'Drop them here.'
              : 'Drop pictures and videos here, or click to choose. They stay on this computer.'}
          </p>
          <FileInput files={files} />
        </label>
      ) : (
        <div class="stage">
          <FilePreview key={chosen.id} item={chosen} files={files} isMirrored={isMirrored} onTime={setNowS} />
        </div>
      )}
      {items.length > 0 && (
        <>
          <div class="camera-controls">
            {isRunning ? (
              <>
                <button
                  class="button is-primary"
                  type="button"
                  data-testid="files-pause"
                  onClick={() => {
                    if (isPaused) queue.resume();
                    else queue.pause();
                  }}
                >
                  {isPaused ? 'Go on' : 'Pause'}
                </button>
                <button
                  class="button"
                  type="button"
                  data-testid="files-cancel"
                  onClick={() => {
                    queue.cancel();
                  }}
                >
                  Cancel
                </button>
              </>
            ) : (
              <button
                class="button is-primary"
                type="button"
                data-testid="files-start"
                disabled={isRangeWrong}
                onClick={start}
              >
                {isAllDone
                  ? 'Start again'
                  : items.length === 1
                    ? 'Put names on it'
                    : `Put names on all ${String(items.length)}`}
              </button>
            )}
            <label class="button">
              <Icon name="plus" />
              Add files…
              <FileInput files={files} />
            </label>
            <PartFields part={part} nowS={nowS} isDisabled={isRunning} onChange={setPart} />
            <button
              class="mirror-switch"
              type="button"
              role="switch"
              aria-checked={isMirrored}
              data-testid="files-flip"
              disabled={isRunning}
              onClick={() => {
                setMirrored(!isMirrored);
              }}
            >
              Mirror <span class="switch" />
            </button>
          </div>
          {isRangeWrong && (
            <Notice text="“From” has to lie before “to”." remedy="Change one of them." testId="range-error" />
          )}
          <ul class="file-list">
            {items.map((item) => (
              <FileRow
                key={item.id}
                item={item}
                isChosen={item === chosen}
                isPaused={isPaused && item === running}
                onChoose={() => {
                  choose(item.id);
                }}
                onRemove={() => {
                  queue.remove(item.id);
                }}
              />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function FileInput({ files: { queue } }: { readonly files: Files }) {
  return (
    <input
      class="visually-hidden"
      type="file"
      multiple
      accept={ACCEPTED}
      data-testid="files-input"
      onChange={(event) => {
        const added = [...(event.currentTarget.files ?? [])];
        // Emptied, so that choosing the same file again is a change again.
        event.currentTarget.value = '';
        queue.add(added);
      }}
    />
  );
}
