/** @file How much of the processor Nametag may use, and what it uses now. */
import { CPU_BUDGETS } from '../../core/pace/cpu-budget.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../protocol/background-messages.ts';
import type { ModelsStatus } from '../../protocol/model-messages.ts';
import { describePace, describeShare, titleOfBudget } from './budget-words.ts';
import type { ChangeSettings } from './use-settings.ts';

export interface ProcessorBudgetProps {
  readonly status: ModelsStatus | undefined;
  readonly settings: Settings | undefined;
  readonly onChange: ChangeSettings;
}

export function ProcessorBudget({ status, settings, onChange }: ProcessorBudgetProps) {
  const cores = navigator.hardwareConcurrency;
  return (
    <section class="section">
      <h2 id="budget-title">How much of your processor Nametag may use</h2>
      <p class="hint section-hint">
        With less, this computer stays cooler and quieter, and other programs faster. Faces are then looked
        for less often, and names come a little later.
      </p>
      <div class="card choices" role="radiogroup" aria-labelledby="budget-title">
        {CPU_BUDGETS.map((budget) => (
          <label class="choice" key={budget}>
            <input
              type="radio"
              name="budget"
              data-testid={`budget-${budget}`}
              checked={settings?.cpuBudget === budget}
              disabled={settings === undefined}
              onChange={() => void onChange({ cpuBudget: budget })}
            />
            <span class="choice-text">
              <span class="choice-title">
                <span>{titleOfBudget(budget)}</span>
                {budget === DEFAULT_SETTINGS.cpuBudget && <span class="badge">default</span>}
              </span>
              <span class="hint">{describeShare(budget, cores)}</span>
            </span>
          </label>
        ))}
      </div>
      {status !== undefined && (
        <p class="hint section-note figures" data-testid="pace">
          {describePace(status)}
        </p>
      )}
    </section>
  );
}
