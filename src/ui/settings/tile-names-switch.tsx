/** @file Whether the name on a call's tile is offered when somebody is named. */
import type { Settings } from '../../protocol/background-messages.ts';
import type { ChangeSettings } from './use-settings.ts';

export interface TileNamesSwitchProps {
  readonly settings: Settings | undefined;
  readonly onChange: ChangeSettings;
}

export function TileNamesSwitch({ settings, onChange }: TileNamesSwitchProps) {
  const isOn = settings?.shouldSuggestTileNames === true;
  return (
    <section class="section">
      <h2>In calls</h2>
      <div class="card">
        <button
          class="setting-switch"
          type="button"
          role="switch"
          aria-checked={isOn}
          disabled={settings === undefined}
          data-testid="tile-names-switch"
          onClick={() => void onChange({ shouldSuggestTileNames: !isOn })}
        >
          <span>
            <strong>Suggest names from call tiles</strong>
            <span class="hint">
              Google Meet, Microsoft Teams, Zoom and Jitsi Meet write a name on each tile. It is read when you
              open the name field of a face, at no other time, and offered there. Nothing is saved before you
              press Save.
            </span>
          </span>
          <span class="switch" />
        </button>
      </div>
    </section>
  );
}
