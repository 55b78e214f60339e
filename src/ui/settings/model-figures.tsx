/** @file The face models side by side: size, speed on this computer, accuracy, and which one is the better choice. */
import type { ComponentChildren } from 'preact';
import type { ModelStatus, ModelsStatus } from '../../protocol/model-messages.ts';
import { modelFaultText } from '../shared/model-fault.ts';
import { Notice } from '../shared/notice.tsx';
import {
  adviseOn,
  describeRecognized,
  describeShare,
  describeSpeed,
  describeWrongNames,
  groupsOf,
  measureLabel,
} from './figure-words.ts';
import { megabytes, modelName } from './model-words.ts';
import type { ModelsState } from './models-state.ts';

export interface ModelFiguresProps {
  readonly status: ModelsStatus;
  readonly trials: ModelsState['trials'];
  onChoose(modelId: string): void;
  /** Measures these again. */
  onMeasure(modelIds: readonly string[]): void;
}

export function ModelFigures({ status, trials, onChoose, onMeasure }: ModelFiguresProps) {
  const { models, engine } = status;
  const groups = groupsOf(models);
  const isBusy = models.some(({ modelId }) => trials[modelId]?.isRunning === true);
  const advice = adviseOn(status, trials);
  const name = (modelId: string): string => modelName(modelId, models);
  const row = (title: ComponentChildren, describe: (model: ModelStatus) => string) => (
    <tr>
      <th scope="row">{title}</th>
      {models.map((model) => (
        <td key={model.modelId}>{describe(model)}</td>
      ))}
    </tr>
  );
  return (
    <div class="card figures-card" data-testid="model-figures">
      <div class="task-line">
        <h3 id="figures-title">{models.length === 1 ? 'What this model does' : 'Side by side'}</h3>
        <button
          class="link"
          type="button"
          data-testid="measure"
          disabled={isBusy || status.changeover !== undefined}
          onClick={() => {
            onMeasure(models.map(({ modelId }) => modelId));
          }}
        >
          {measureLabel(models.map(({ modelId }) => trials[modelId]))}
        </button>
      </div>
      <div class="figures-scroll" tabIndex={0} role="region" aria-labelledby="figures-title">
        <table class="figures-grid" aria-labelledby="figures-title" aria-busy={isBusy}>
          <thead>
            <tr>
              <td />
              {models.map(({ modelId }) => (
                <th key={modelId} scope="col" data-testid="figures-model">
                  {name(modelId)}
                  {modelId === engine.modelId && <span class="badge is-accent">in use</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {row('Size', ({ bytes }) => megabytes(bytes))}
            {row('Speed on this computer', ({ modelId }) => describeSpeed(trials[modelId]))}
          </tbody>
          <tbody>
            <tr>
              <th scope="rowgroup" colSpan={models.length + 1}>
                On your saved photos
              </th>
            </tr>
            {row('Recognized', ({ modelId }) => describeRecognized(trials[modelId]))}
            {row('Wrong names', ({ modelId }) => describeWrongNames(trials[modelId]))}
          </tbody>
          {groups.length > 0 && (
            <tbody>
              <tr>
                <th scope="rowgroup" colSpan={models.length + 1}>
                  Pairs of strangers taken for one person, by origin
                </th>
              </tr>
              {groups.map((group) => row(group, (model) => describeShare(model, group)))}
            </tbody>
          )}
        </table>
      </div>
      {models.map(({ modelId }) => {
        const code = trials[modelId]?.fault;
        if (code === undefined) return null;
        const { text, remedy } = modelFaultText(code, modelId);
        return (
          <Notice
            key={modelId}
            text={`${name(modelId)} could not be measured. ${text}`}
            remedy={remedy}
            testId="measure-failed"
          />
        );
      })}
      <div class="task-line" role="status">
        {advice !== undefined && <p data-testid="advice">{advice.text}</p>}
        {advice?.switchTo !== undefined && (
          <SwitchButton modelId={advice.switchTo} name={name(advice.switchTo)} onChoose={onChoose} />
        )}
      </div>
    </div>
  );
}

interface SwitchButtonProps {
  readonly modelId: string;
  readonly name: string;
  onChoose(modelId: string): void;
}

function SwitchButton({ modelId, name, onChoose }: SwitchButtonProps) {
  return (
    <button
      class="button is-primary"
      type="button"
      data-testid="advice-switch"
      onClick={() => {
        onChoose(modelId);
      }}
    >
      Switch to {name}
    </button>
  );
}
