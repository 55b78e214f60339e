/** @file What is going on now: one calm sentence, the figures behind a disclosure, and a fault with its remedy. */
import type { PanelState } from './panel-state.ts';
import {
  describeDetails,
  describeModel,
  describeStatus,
  type StatusSource,
  type StatusWords,
} from './status-words.ts';
import { modelFaultText } from '../model-fault.ts';
import { Notice } from '../notice.tsx';
import { Icon } from '../icons.tsx';

export interface StatusLineProps {
  readonly state: PanelState;
  readonly source: StatusSource;
  onRestart(): void;
}

export function StatusLine({ state, source, onRestart }: StatusLineProps) {
  const { status, isReachable } = state;
  const words = describeStatus(status, isReachable, source);
  return (
    <div class="status" data-testid="status" data-mood={words.mood}>
      <details open={source !== 'tab'}>
        <summary>
          <Sentence words={words} />
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
      <ModelLine state={state} />
      {/* The sentence without its figures: read out when the situation changes, not several times a second. */}
      <p class="visually-hidden" aria-live="polite">
        {words.headline}
      </p>
      <EngineFault state={state} onRestart={onRestart} />
    </div>
  );
}

/** The status while nothing is being watched. */
export function IdleStatusLine({
  state,
  headline,
  onRestart,
}: Omit<StatusLineProps, 'source'> & { readonly headline: string }) {
  return (
    <div class="status" data-testid="status" data-mood="still">
      <p class="status-idle">
        <Sentence words={{ mood: 'still', headline }} />
      </p>
      <ModelLine state={state} />
      <EngineFault state={state} onRestart={onRestart} />
    </div>
  );
}

function ModelLine({ state: { status, isReachable } }: { readonly state: PanelState }) {
  const text = status === undefined || !isReachable ? undefined : describeModel(status);
  if (text === undefined) return null;
  return (
    <p class="hint figures" data-testid="model-line">
      {text}
    </p>
  );
}

/** Nothing, unless the models cannot be used. */
export function EngineFault({ state, onRestart }: Omit<StatusLineProps, 'source'>) {
  const engine = state.status?.engine;
  if (engine?.fault === undefined || !state.isReachable) return null;
  return (
    <Notice {...modelFaultText(engine.fault.code, engine.modelId)} testId="engine-fault">
      <button class="button" type="button" data-testid="retry" onClick={onRestart}>
        Try again
      </button>
    </Notice>
  );
}

function Sentence({ words }: { readonly words: StatusWords }) {
  return (
    <>
      <span class={`pulse is-${words.mood}`} />
      <span class="status-text">
        {words.headline}
        {words.figures !== undefined && <span class="figures"> · {words.figures}</span>}
      </span>
    </>
  );
}
