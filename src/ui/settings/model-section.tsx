/** @file The face models: which there are, which one is in use, choosing another one, and what came of that. */
import type { Settings } from '../../protocol/background-messages.ts';
import type { ModelsStatus } from '../../protocol/model-messages.ts';
import { modelFaultText } from '../shared/model-fault.ts';
import { Notice } from '../shared/notice.tsx';
import { describeKernels } from '../shared/panel/kernel-words.ts';
import { ComparisonCard } from './comparison-card.tsx';
import { ModelFigures } from './model-figures.tsx';
import { ModelChange, ModelTakeover } from './model-change.tsx';
import { ModelOption } from './model-option.tsx';
import { describeGoneChoice, modelName } from './model-words.ts';
import type { Models } from './use-models.ts';
import type { ChangeSettings } from './use-settings.ts';

export interface ModelSectionProps {
  readonly models: Models;
  readonly settings: Settings | undefined;
  readonly onChange: ChangeSettings;
}

export function ModelSection({ models, settings, onChange }: ModelSectionProps) {
  const { state, formerId, actions } = models;
  const { status } = state;
  if (status === undefined || settings === undefined) {
    return (
      <section class="section">
        <h2>Face model</h2>
        <p class="hint">{state.isReachable ? 'Starting…' : 'Recognition is starting again…'}</p>
      </section>
    );
  }
  const inUse = status.engine.modelId;
  const chosen = chosenId(settings, status);
  const wanted = chosen ?? status.defaultId;
  const takeover = status.changeover?.former === 'naming' ? undefined : status.changeover;
  const goneChoice = describeGoneChoice(settings.modelId, status.defaultId, status.models);
  const choose = (modelId: string | null): void => void onChange({ modelId });
  const remove = async (modelId: string): Promise<void> => {
    // The choice goes first: a model is removed when nothing uses it any more.
    if (chosen === modelId) await onChange({ modelId: null });
    actions.remove(modelId);
  };
  return (
    <section class="section" aria-labelledby="model-title">
      <h2 id="model-title">Face model</h2>
      <p class="hint section-hint">
        It decides who a face belongs to. Names and pictures stay when you change it; the pictures are read
        once more.
      </p>
      <div class="card choices" role="radiogroup" aria-labelledby="model-title">
        <label class="choice">
          <input
            type="radio"
            name="model"
            data-testid="model-automatic"
            checked={chosen === undefined}
            onChange={() => {
              choose(null);
            }}
          />
          <span class="choice-text">
            <span class="choice-title">Let Nametag choose</span>
            <span class="hint">{modelName(status.defaultId, status.models)} at present</span>
          </span>
        </label>
        {status.models.map((model) => (
          <ModelOption
            key={model.modelId}
            model={model}
            isChosen={chosen === model.modelId}
            isInUse={inUse === model.modelId}
            isDefault={status.defaultId === model.modelId}
            removal={state.removal?.modelId === model.modelId ? state.removal : undefined}
            onChoose={() => {
              choose(model.modelId);
            }}
            onRemove={() => void remove(model.modelId)}
          />
        ))}
      </div>
      <ModelFigures
        status={status}
        trials={state.trials}
        onChoose={(modelId) => {
          choose(modelId === status.defaultId ? null : modelId);
        }}
        onMeasure={(modelIds) => {
          actions.measure(modelIds, true);
        }}
      />
      {status.engine.kernels !== undefined && (
        <p class="hint" data-testid="runs-on">
          Runs on: {describeKernels(status.engine.kernels)}
        </p>
      )}
      {goneChoice !== undefined && (
        <Notice {...goneChoice} testId="model-gone">
          <button
            class="button"
            type="button"
            data-testid="model-gone-ok"
            onClick={() => {
              choose(null);
            }}
          >
            OK
          </button>
        </Notice>
      )}
      {takeover !== undefined && <ModelTakeover changeover={takeover} />}
      {status.engine.fault !== undefined && (
        <Notice {...modelFaultText(status.engine.fault.code, inUse)} testId="engine-fault">
          <button class="button" type="button" data-testid="retry" onClick={actions.retry}>
            Try again
          </button>
        </Notice>
      )}
      {status.engine.fault === undefined && wanted !== inUse && (
        <ModelChange
          status={status}
          wantedId={wanted}
          onRetry={actions.retry}
          onKeep={() => {
            choose(inUse === status.defaultId ? null : inUse);
          }}
        />
      )}
      {wanted === inUse && formerId !== undefined && (
        <ComparisonCard
          models={status.models}
          beforeId={formerId}
          afterId={inUse}
          comparison={state.comparison}
          onBack={() => {
            choose(formerId);
          }}
        />
      )}
    </section>
  );
}

/** A choice of a model that is not there counts as none. */
function chosenId({ modelId }: Settings, { models }: ModelsStatus): string | undefined {
  return models.find((model) => model.modelId === modelId)?.modelId;
}
