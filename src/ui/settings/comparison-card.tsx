/** @file Before and after a change of models, on the person's own gallery, with one click back. */
import type { GalleryReport } from '../../core/gallery/gallery-report.ts';
import type { ModelStatus } from '../../protocol/model-messages.ts';
import { describeReport, isWorse, modelName } from './model-words.ts';
import type { Comparison } from './models-state.ts';

export interface ComparisonCardProps {
  readonly models: readonly ModelStatus[];
  readonly beforeId: string;
  readonly afterId: string;
  /** Perhaps of two other models, while the right one is on its way. */
  readonly comparison: Comparison | undefined;
  onBack(): void;
}

export function ComparisonCard({ models, beforeId, afterId, comparison, onBack }: ComparisonCardProps) {
  if (comparison?.beforeId !== beforeId || comparison.afterId !== afterId) return null;
  const { before, after } = comparison;
  const [former, now] = [modelName(beforeId, models), modelName(afterId, models)];
  const isBackBetter = isWorse(before, after);
  return (
    <div class="card task" data-testid="comparison">
      <dl class="before-after">
        <div>
          <dt>Before, with {former}</dt>
          <dd>{describeSide(before, after)}</dd>
        </div>
        <div>
          <dt>Now, with {now}</dt>
          <dd>{describeSide(after, before)}</dd>
        </div>
      </dl>
      <div class="task-line">
        <p class="hint">
          {before.strangers + after.strangers === 0
            ? 'Enroll somebody to see how the two compare.'
            : 'Each saved picture, asked about as if it were seen for the first time.'}
        </p>
        <button
          class={`button${isBackBetter ? ' is-primary' : ''}`}
          type="button"
          data-testid="model-back"
          onClick={onBack}
        >
          Back to {former}
        </button>
      </div>
    </div>
  );
}

/** Of photos that were saved while the other one was in use, a model may have read none. */
function describeSide(report: GalleryReport, other: GalleryReport): string {
  const isUnread = report.strangers === 0 && other.strangers > 0;
  return isUnread ? 'it has not read your saved photos.' : describeReport(report);
}
