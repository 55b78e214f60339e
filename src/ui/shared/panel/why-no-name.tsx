/** @file "Why no name?": there when somebody has none, closed until it is asked. */
import { openStudio } from '../../../platform/extension-pages.ts';
import { Icon } from '../icons.tsx';
import type { PanelState } from './panel-state.ts';
import { describeReasons } from './reason-words.ts';

export interface WhyNoNameProps {
  readonly state: PanelState;
  /** Studio itself need not be offered in Studio. */
  readonly isInStudio?: boolean;
}

export function WhyNoName({ state, isInStudio = false }: WhyNoNameProps) {
  const reasons = state.isReachable ? describeReasons(state.status) : [];
  if (reasons.length === 0) return null;
  const offersStudio = !isInStudio && reasons.some(({ isForStudio }) => isForStudio);
  return (
    <details class="why" data-testid="why-no-name">
      <summary>
        Why no name?
        <Icon name="chevron" />
      </summary>
      <ul class="why-list">
        {reasons.map(({ key, text, remedy }) => (
          <li key={key} data-testid="why-reason" data-reason={key}>
            <strong>{text}</strong> {remedy}
          </li>
        ))}
      </ul>
      {offersStudio && <WatchInStudio />}
    </details>
  );
}

export function WatchInStudio() {
  return (
    <button
      class="button"
      type="button"
      data-testid="watch-in-studio"
      onClick={() => void openStudio('screen')}
    >
      <Icon name="screen" />
      Watch in Nametag Studio
    </button>
  );
}
