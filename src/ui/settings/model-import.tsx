/** @file Bringing one's own face model: dropping or choosing a file, watching the check, and what came of it. */
import { Icon } from '../shared/icons.tsx';
import { Notice } from '../shared/notice.tsx';
import { useFileIntake } from '../shared/use-file-intake.ts';
import { describeImport, describeReport, megabytes, refusalText } from './model-words.ts';
import { isUnderWay, type ModelImport as Intake } from './models-state.ts';
import type { Models } from './use-models.ts';
import type { ChangeSettings } from './use-settings.ts';

export interface ModelImportProps {
  readonly models: Models;
  readonly onChange: ChangeSettings;
}

export function ModelImport({ models, onChange }: ModelImportProps) {
  const { state, actions } = models;
  const { intake } = state;
  const isBusy = isUnderWay(intake);
  const take = (file: File): void => {
    if (!isBusy) void actions.importFile(file);
  };
  const isDragging = useFileIntake(([file]) => {
    take(file);
  });
  return (
    <section class="section" aria-labelledby="import-title">
      <h2 id="import-title">Your own model</h2>
      <p class="hint section-hint">
        An ONNX file (.onnx) of a face recognition network, FaceNet for example. It is checked here and never
        leaves this computer.
      </p>
      <label class={`drop-zone${isDragging ? ' is-dragging' : ''}${isBusy ? ' is-busy' : ''}`}>
        <Icon name="file" />
        <span>
          <strong>{isDragging ? 'Drop the file' : 'Choose a file…'}</strong>{' '}
          <span class="hint">or drop it anywhere on this page</span>
        </span>
        <input
          class="visually-hidden"
          type="file"
          data-testid="model-input"
          disabled={isBusy}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            // Emptied, so that choosing the same file again is a change again.
            event.currentTarget.value = '';
            if (file !== undefined) take(file);
          }}
        />
      </label>
      {intake !== undefined && (
        <IntakeCard
          intake={intake}
          isChosen={state.status?.engine.modelId === importedId(intake)}
          inputReason={
            state.status?.models.find(({ modelId }) => modelId === importedId(intake))?.inputReason
          }
          onClose={actions.closeImport}
          onUse={(modelId) => {
            actions.closeImport();
            void onChange({ modelId });
          }}
        />
      )}
    </section>
  );
}

interface IntakeCardProps {
  readonly intake: Intake;
  readonly isChosen: boolean;
  /** Of a model that was tried on faces. */
  readonly inputReason: string | undefined;
  onClose(): void;
  onUse(modelId: string): void;
}

function IntakeCard({ intake, isChosen, inputReason, onClose, onUse }: IntakeCardProps) {
  const { file, phase } = intake;
  return (
    <div class="card task" data-testid="import" data-phase={phase.kind}>
      <div class="task-line">
        <p class="task-title">
          <strong class="cut" title={file.name}>
            {file.name}
          </strong>
          <span class="hint">{megabytes(file.bytes)}</span>
        </p>
        {(phase.kind === 'done' || phase.kind === 'refused') && (
          <button class="link" type="button" onClick={onClose}>
            Close
          </button>
        )}
      </div>
      <p class="figures-line" role="status">
        {describeImport(phase)}
      </p>
      {phase.kind === 'copying' && <progress aria-label="Copying" value={phase.share} max="1" />}
      {phase.kind === 'checking' && (
        <progress
          aria-label="Checking"
          {...(phase.total === 0 ? {} : { value: phase.done, max: phase.total })}
        />
      )}
      {phase.kind === 'refused' && <Notice {...refusalText(phase.code, file)} testId="import-refused" />}
      {inputReason !== undefined && (
        <p class="hint" data-testid="input-reason">
          How it gets pictures: {inputReason}
        </p>
      )}
      {phase.kind === 'done' && phase.model.trial !== undefined && (
        <p class="hint" data-testid="trial">
          Tried on {String(phase.model.trial.strangers)} of your saved pictures:{' '}
          {describeReport(phase.model.trial)}
        </p>
      )}
      {phase.kind === 'done' && !isChosen && (
        <div class="buttons">
          <button
            class="button is-primary"
            type="button"
            data-testid="import-use"
            onClick={() => {
              onUse(phase.model.modelId);
            }}
          >
            Use it
          </button>
        </div>
      )}
    </div>
  );
}

function importedId({ phase }: Intake): string | undefined {
  return phase.kind === 'done' ? phase.model.modelId : undefined;
}
