/** @file The popup: the site's switch, what is going on, the faces of the tab, and the saved people. */
import type { CurrentTab } from '../../platform/current-tab.ts';
import { openPopupInTab, openStudio } from '../../platform/extension-pages.ts';
import { SavedFaces } from '../shared/anchors/saved-faces.tsx';
import { useGallery } from '../shared/anchors/use-gallery.ts';
import { Brand, PrivacyFooter } from '../shared/brand.tsx';
import { EnrollmentList } from '../shared/faces/enrollment-list.tsx';
import { FacesNow } from '../shared/faces/faces-now.tsx';
import { PictureSection } from '../shared/faces/picture-section.tsx';
import { Icon } from '../shared/icons.tsx';
import { Notice } from '../shared/notice.tsx';
import { StatusLine } from '../shared/panel/status-line.tsx';
import type { StatusWords } from '../shared/panel/status-words.ts';
import { usePanel } from '../shared/panel/use-panel.ts';
import { Strictness } from '../shared/strictness.tsx';
import { SiteSwitch } from './site-switch.tsx';
import { describeClosedTab } from './tab-words.ts';
import { useSite } from './use-site.ts';

const OFF: StatusWords = { mood: 'still', headline: 'Off. Nothing on this page is looked at.' };

export interface PopupProps {
  readonly tab: CurrentTab;
  /** Opened as a page of its own, it has no need to offer that. */
  readonly isPage: boolean;
}

export function Popup({ tab, isPage }: PopupProps) {
  const site = useSite(tab.kind === 'web' ? tab.origin : undefined);
  const panel = usePanel(tab.tabId);
  const gallery = useGallery();
  const anchors = gallery.kind === 'ready' ? gallery.stored.anchors : [];
  const isOn = site.state === 'on';
  const { state, actions } = panel;

  return (
    <>
      <Brand>
        <button
          class="button is-quiet"
          type="button"
          data-testid="open-studio"
          onClick={() => void openStudio()}
        >
          <Icon name="camera" />
          Webcam
        </button>
        {!isPage && (
          <button
            class="icon-button"
            type="button"
            data-testid="open-in-tab"
            aria-label="Open in a tab of its own"
            title="Open in a tab of its own"
            onClick={() => void openPopupInTab(tab.tabId)}
          >
            <Icon name="expand" />
          </button>
        )}
      </Brand>
      <main>
        <div class="card">
          {tab.kind === 'web' ? (
            <SiteSwitch host={tab.host} site={site} />
          ) : (
            <Notice {...describeClosedTab(tab.kind)} />
          )}
          {tab.kind === 'web' && (
            <StatusLine
              state={state}
              source="tab"
              override={isOn ? undefined : OFF}
              onRestart={actions.restart}
            />
          )}
        </div>
        {isOn && (
          <FacesNow
            title="In this tab now"
            emptyText="Faces appear here as soon as one is in view."
            panel={panel}
            anchors={anchors}
          />
        )}
        <EnrollmentList panel={panel} />
        <PictureSection panel={panel} anchors={anchors} />
        <SavedFaces
          gallery={gallery}
          emptyText="Nobody yet. Play a video with people on a site that is switched on, click a face above and type its name."
        />
        <Strictness />
      </main>
      <PrivacyFooter />
    </>
  );
}
