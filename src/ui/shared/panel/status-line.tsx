/** @file What is going on now: one calm sentence, the figures behind a disclosure, and a fault with its remedy. */
import type { PanelState } from './panel-state.ts';
import { describeDetails, describeStatus, type StatusSource, type StatusWords } from './status-words.ts';
import { FaultNotice } from '../notice.tsx';
import { Icon } from '../icons.tsx';

export interface StatusLineProps {
  readonly state: PanelState;
  readonly source: StatusSource;
  /** Said instead of the recognizer's status, for a page on which nothing is being watched. */
  readonly override?: StatusWords | undefined;
  onRestart(): void;
}

export function StatusLine({ state, source, override, onRestart }: StatusLineProps) {
  const { status, isReachable } = state;
  const words = override ?? describeStatus(status, isReachable, source);
  const fault = status?.engine.fault;
  return (
    <div class="status" data-testid="status" data-mood={words.mood}>
      <details>
        <summary>
          <span class={`pulse is-${words.mood}`} />
          <span class="status-text">
            {words.headline}
            {words.figures !== undefined && <span class="figures"> · {words.figures}</span>}
          </span>
          <Icon name="chevron" />
        </summary>
        {status === undefined ? (
          <p class="hint">The figures come with the first frames.</p>
        ) : (
          <dl class="figures-table">
            {describeDetails(status).map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </details>
      {words.hint !== undefined && <p class="hint">{words.hint}</p>}
      {/* The sentence without its figures: read out when the situation changes, not several times a second. */}
      <p class="visually-hidden" aria-live="polite">
        {words.headline}
      </p>
      {fault !== undefined && isReachable && (
        <FaultNotice code={fault.code} testId="engine-fault">
          <button class="button" type="button" data-testid="retry" onClick={onRestart}>
            Try again
          </button>
        </FaultNotice>
      )}
    </div>
  );
}
