/**
 * @file While another model is chosen than the one in use, or the one in use has no predecessor that could name people
 * meanwhile: how far the change is, or why it cannot be.
 */
import type { ChangeoverStatus, ModelsStatus } from '../../protocol/model-messages.ts';
import { modelFaultText } from '../shared/model-fault.ts';
import { describeChangeover, describeProgress } from '../shared/model-title.ts';
import { Notice } from '../shared/notice.tsx';
import { modelName } from './model-words.ts';

export interface ModelChangeProps {
  readonly status: ModelsStatus;
  readonly wantedId: string;
  onRetry(): void;
  /** Stay with the one in use. */
  onKeep(): void;
}

export function ModelChange({ status, wantedId, onRetry, onKeep }: ModelChangeProps) {
  const { models, engine, changeover, failure } = status;
  const wanted = modelName(wantedId, models);
  const inUse = modelName(engine.modelId, models);
  if (failure?.modelId === wantedId) {
    const { text, remedy } = modelFaultText(failure.fault.code, wantedId);
    return (
      <Notice text={`${wanted} cannot be used. ${text}`} remedy={remedy} testId="model-failure">
        <div class="buttons">
          <button class="button" type="button" data-testid="model-retry" onClick={onRetry}>
            Try again
          </button>
          <button class="button" type="button" data-testid="model-keep" onClick={onKeep}>
            Keep {inUse}
          </button>
        </div>
      </Notice>
    );
  }
  const progress = changeover?.modelId === wantedId ? changeover : { done: 0, total: 0 };
  return (
    <div class="card task" data-testid="model-change">
      <div class="task-line">
        <p class="figures-line">
          <strong>
            Switching to {wanted}
            {describeProgress(progress)}
          </strong>
        </p>
        <button class="button" type="button" data-testid="model-cancel" onClick={onKeep}>
          Keep {inUse}
        </button>
      </div>
      <progress
        aria-label={`Switching to ${wanted}`}
        {...(progress.total === 0 ? {} : { value: progress.done, max: progress.total })}
      />
      <p class="hint">{inUse} goes on naming people meanwhile. You may close this page.</p>
    </div>
  );
}

/** No way back is offered: the former model is not there, or cannot be opened. */
export function ModelTakeover({ changeover }: { readonly changeover: ChangeoverStatus }) {
  return (
    <div class="card task" data-testid="model-takeover">
      <p class="figures-line">
        <strong>{describeChangeover(changeover)}</strong>
      </p>
      <progress aria-label="Reading your saved photos" value={changeover.done} max={changeover.total} />
      <p class="hint">Names come back one after the other. You can close this page.</p>
    </div>
  );
}
