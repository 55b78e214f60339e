/** @file The way to the settings, in the head of the other pages. */
import { openSettings } from '../../platform/extension-pages.ts';
import { Icon } from './icons.tsx';

export function SettingsButton() {
  return (
    <button
      class="icon-button"
      type="button"
      data-testid="open-settings"
      aria-label="Settings"
      title="Settings"
      onClick={() => void openSettings()}
    >
      <Icon name="gear" />
    </button>
  );
}
