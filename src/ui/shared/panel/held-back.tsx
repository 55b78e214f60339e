/** @file That the person's own limit makes recognition slower, with the way to change it. */
import { openSettings } from '../../../platform/extension-pages.ts';
import type { PanelState } from './panel-state.ts';
import { isHeldBack } from './status-words.ts';

export function HeldBack({ state }: { readonly state: PanelState }) {
  if (!isHeldBack(state.status, state.isReachable)) return null;
  return (
    <p class="hint held-back" data-testid="held-back">
      Slowed down by your processor limit.{' '}
      <button class="link" type="button" data-testid="held-back-change" onClick={() => void openSettings()}>
        Change
      </button>
    </p>
  );
}
