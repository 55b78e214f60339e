/** @file How two faces are compared: as the model suggests, by distance, or by direction. */
import type { Settings } from '../../protocol/background-messages.ts';
import type { ModelsStatus } from '../../protocol/model-messages.ts';
import { describeMetric } from './model-words.ts';
import type { ChangeSettings } from './use-settings.ts';

export interface MetricChoiceProps {
  readonly status: ModelsStatus | undefined;
  readonly settings: Settings | undefined;
  readonly onChange: ChangeSettings;
}

const CHOICES: readonly { readonly metric: Settings['metric']; readonly title: string }[] = [
  { metric: 'card', title: 'As the model suggests' },
  { metric: 'euclidean', title: 'Euclidean distance' },
  { metric: 'cosine', title: 'Cosine similarity' },
];

export function MetricChoice({ status, settings, onChange }: MetricChoiceProps) {
  const inUse = status?.models.find(({ modelId }) => modelId === status.engine.modelId);
  return (
    <section class="section">
      <h2 id="metric-title">How faces are compared</h2>
      <p class="hint section-hint">
        A model turns a face into a list of numbers: the Euclidean distance says how far apart two lists lie,
        the cosine only whether they point the same way.
      </p>
      <div class="card choices" role="radiogroup" aria-labelledby="metric-title">
        {CHOICES.map(({ metric, title }) => (
          <label class="choice" key={metric}>
            <input
              type="radio"
              name="metric"
              data-testid={`metric-${metric}`}
              checked={settings?.metric === metric}
              disabled={settings === undefined}
              onChange={() => void onChange({ metric })}
            />
            <span class="choice-text">
              <span class="choice-title">{title}</span>
              {metric === 'card' && inUse !== undefined && (
                <span class="hint">Now {describeMetric(inUse.metric)}</span>
              )}
            </span>
          </label>
        ))}
      </div>
    </section>
  );
}
