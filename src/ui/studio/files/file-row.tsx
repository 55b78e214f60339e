/** @file One file of the list: how far it is, what was found, and saving it. */
import { sightingsTable } from '../../../core/timeline/sightings-table.ts';
import { Icon } from '../../shared/icons.tsx';
import { Notice } from '../../shared/notice.tsx';
import { download, outputName } from '../save/download.ts';
import { zipCrops } from '../save/face-crops.ts';
import { jsonReport, type FileResult } from './file-job.ts';
import { fileText } from './file-problem.ts';
import type { FileItem } from './file-queue.ts';
import { describeFile } from './file-words.ts';

export interface FileRowProps {
  readonly item: FileItem;
  readonly isChosen: boolean;
  readonly isPaused: boolean;
  onChoose(): void;
  onRemove(): void;
}

export function FileRow({ item, isChosen, isPaused, onChoose, onRemove }: FileRowProps) {
  const { file, state } = item;
  return (
    <li
      class={`file-row${isChosen ? ' is-chosen' : ''}`}
      data-testid="file-item"
      data-name={file.name}
      data-state={state.kind}
      data-progress={state.kind === 'running' ? state.share.toFixed(3) : undefined}
      data-problem={state.kind === 'failed' ? state.problem : undefined}
    >
      <div class="file-line">
        <button class="file-name" type="button" aria-pressed={isChosen} onClick={onChoose}>
          <Icon name="file" />
          <span class="cut">{file.name}</span>
        </button>
        <span class="hint file-state" role="status">
          {describeFile(state, isPaused)}
        </span>
        <button
          class="icon-button"
          type="button"
          aria-label={`Take ${file.name} off the list`}
          title="Take off the list"
          data-testid="file-remove"
          onClick={onRemove}
        >
          <Icon name="close" />
        </button>
      </div>
      {state.kind === 'running' && (
        <progress class="file-progress" value={state.share} max={1} aria-label={file.name} />
      )}
      {state.kind === 'failed' && <Notice {...fileText(state.problem)} testId="file-error" />}
      {state.kind === 'done' && <Saves name={file.name} result={state.result} />}
    </li>
  );
}

function Saves({ name, result }: { readonly name: string; readonly result: FileResult }) {
  return (
    <div class="file-saves">
      <button
        class="button is-primary"
        type="button"
        data-testid="file-save"
        onClick={() => {
          download(result.output, result.fileName);
        }}
      >
        Save {result.fileName.split('.').at(-1)?.toUpperCase()}
      </button>
      <button
        class="button"
        type="button"
        data-testid="file-save-crops"
        disabled={result.crops.length === 0}
        onClick={() => {
          void zipCrops(result.crops).then((archive) => {
            download(archive, outputName(name, '_faces', 'zip'));
          });
        }}
      >
        Faces
      </button>
      <button
        class="button"
        type="button"
        data-testid="file-save-csv"
        onClick={() => {
          const table = new Blob([sightingsTable(result.appearances)], { type: 'text/csv' });
          download(table, outputName(name, '_seen', 'csv'));
        }}
      >
        CSV
      </button>
      <button
        class="button"
        type="button"
        data-testid="file-save-json"
        onClick={() => {
          const text = `${JSON.stringify(jsonReport(name, result), null, 2)}\n`;
          download(new Blob([text], { type: 'application/json' }), outputName(name, '_seen', 'json'));
        }}
      >
        JSON
      </button>
    </div>
  );
}
