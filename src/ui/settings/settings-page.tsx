/** @file The settings: how sure a name has to be, what recognition may take, how faces are compared, and which model does it. */
import { Brand, PrivacyFooter } from '../shared/brand.tsx';
import { FaultNotice } from '../shared/notice.tsx';
import { PeopleButton } from '../shared/people-button.tsx';
import { Strictness } from '../shared/strictness.tsx';
import { MetricChoice } from './metric-choice.tsx';
import { ModelImport } from './model-import.tsx';
import { ModelSection } from './model-section.tsx';
import { ProcessorBudget } from './processor-budget.tsx';
import { TileNamesSwitch } from './tile-names-switch.tsx';
import { useModels } from './use-models.ts';
import { useSettings } from './use-settings.ts';

export function SettingsPage() {
  const { settings, fault, change } = useSettings();
  const models = useModels();
  return (
    <>
      <Brand>
        <span class="hint">Settings</span>
        <PeopleButton />
      </Brand>
      <main>
        {fault !== undefined && <FaultNotice code={fault.code} />}
        <Strictness />
        <TileNamesSwitch settings={settings} onChange={change} />
        <ProcessorBudget status={models.state.status} settings={settings} onChange={change} />
        <MetricChoice status={models.state.status} settings={settings} onChange={change} />
        <ModelSection models={models} settings={settings} onChange={change} />
        <ModelImport models={models} onChange={change} />
      </main>
      <PrivacyFooter />
    </>
  );
}
