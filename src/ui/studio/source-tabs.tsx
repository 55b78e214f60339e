/** @file Choosing between webcam, screen and files. */
import { Icon, type IconName } from '../shared/icons.tsx';
import type { StudioSource } from './use-source.ts';

const TABS: readonly { readonly source: StudioSource; readonly title: string; readonly icon: IconName }[] = [
  { source: 'webcam', title: 'Webcam', icon: 'camera' },
  { source: 'screen', title: 'Screen', icon: 'screen' },
  { source: 'files', title: 'Files', icon: 'file' },
];

export interface SourceTabsProps {
  readonly source: StudioSource;
  onChange(source: StudioSource): void;
}

export function SourceTabs({ source, onChange }: SourceTabsProps) {
  return (
    <nav class="source-tabs" aria-label="Sources">
      {TABS.map((tab) => (
        <button
          key={tab.source}
          class="source-tab"
          type="button"
          aria-current={tab.source === source ? 'page' : undefined}
          data-testid={`source-${tab.source}`}
          onClick={() => {
            onChange(tab.source);
          }}
        >
          <Icon name={tab.icon} />
          {tab.title}
        </button>
      ))}
    </nav>
  );
}
