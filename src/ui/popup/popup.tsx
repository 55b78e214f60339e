/** @file The popup: the site's switch, what is going on, the faces of the tab, and the saved people. */
import { useMemo } from 'preact/hooks';
import type { CurrentTab } from '../../platform/current-tab.ts';
import { openPopupInTab, openStudio } from '../../platform/extension-pages.ts';
import { SavedFaces } from '../shared/anchors/saved-faces.tsx';
import { Unreadable } from '../shared/anchors/unreadable.tsx';
import { anchorsOf, useGallery } from '../shared/anchors/use-gallery.ts';
import { Brand, PrivacyFooter } from '../shared/brand.tsx';
import { EnrollmentList } from '../shared/faces/enrollment-list.tsx';
import { FacesNow } from '../shared/faces/faces-now.tsx';
import { PictureSection } from '../shared/faces/picture-section.tsx';
import { Groups } from '../shared/groups/groups.tsx';
import { Icon } from '../shared/icons.tsx';
import { Notice } from '../shared/notice.tsx';
import { HeldBack } from '../shared/panel/held-back.tsx';
import { EngineFault, IdleStatusLine, StatusLine } from '../shared/panel/status-line.tsx';
import { describeStatus } from '../shared/panel/status-words.ts';
import { usePanel } from '../shared/panel/use-panel.ts';
import { WatchInStudio, WhyNoName } from '../shared/panel/why-no-name.tsx';
import { PeopleButton } from '../shared/people-button.tsx';
import { SettingsButton } from '../shared/settings-button.tsx';
import { Strictness } from '../shared/strictness.tsx';
import { EmbeddedSites } from './embedded-sites.tsx';
import { SiteSwitch } from './site-switch.tsx';
import { describeClosedTab } from './tab-words.ts';
import { useSite } from './use-site.ts';

const NOBODY_SEEN = 'Nobody yet. Whoever you have not named gathers here, however often they come.';

const NOBODY_SAVED_HERE = 'Nobody yet. Click a face above and type its name.';
const NOBODY_SAVED =
  'Nobody yet. Switch Nametag on at a site with a video, then click a face and type its name.';

const PRIVATE_NOTE =
  'Private window: Nametag turns itself off here when you close the last one. People you save and corrections you make are kept.';

export interface PopupProps {
  readonly tab: CurrentTab;
  /** Opened as a page of its own, it has no need to offer that. */
  readonly isPage: boolean;
}

export function Popup({ tab, isPage }: PopupProps) {
  const site = useSite(tab.kind === 'web' ? tab.origin : undefined);
  const panel = usePanel(tab.tabId);
  const gallery = useGallery();
  const anchors = anchorsOf(gallery);
  const isOn = site.state === 'on';
  const { state, actions } = panel;
  const isBlocked = describeStatus(state.status, state.isReachable).mood === 'blocked';
  // The status comes twice a second and says nothing about them.
  const savedFaces = useMemo(
    () => <SavedFaces gallery={gallery} emptyText={isOn ? NOBODY_SAVED_HERE : NOBODY_SAVED} />,
    [gallery, isOn],
  );
  const showsFaces = isOn && (!isBlocked || state.slots.length > 0);

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
          Studio
        </button>
        <PeopleButton />
        <SettingsButton />
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
        {tab.kind === 'web' ? (
          <div class="card">
            <SiteSwitch host={tab.host} site={site} />
            {tab.isPrivate && (
              <p class="hint" data-testid="private-note">
                {PRIVATE_NOTE}
              </p>
            )}
            {isOn ? (
              <>
                <StatusLine state={state} source="tab" onRestart={actions.restart} />
                <HeldBack state={state} />
                <WhyNoName state={state} />
                <EmbeddedSites origins={state.status?.embedded ?? []} />
              </>
            ) : (
              <>
                <IdleStatusLine
                  state={state}
                  headline="Off: nothing here is looked at."
                  onRestart={actions.restart}
                />
                {site.state === 'refused' && <WatchInStudio />}
              </>
            )}
          </div>
        ) : (
          <>
            <Notice {...describeClosedTab(tab.kind)}>
              <WatchInStudio />
            </Notice>
            <EngineFault state={state} onRestart={actions.restart} />
          </>
        )}
        {showsFaces && (
          <FacesNow
            title="In this tab now"
            emptyText="Faces appear here as soon as one is in view."
            panel={panel}
            anchors={anchors}
          />
        )}
        <EnrollmentList panel={panel} anchors={anchors} />
        <Groups variant="popup" anchors={anchors} {...(isOn ? { emptyText: NOBODY_SEEN } : {})} />
        <PictureSection panel={panel} anchors={anchors} />
        <Unreadable unreadable={state.status?.unreadable} anchors={anchors} />
        {savedFaces}
        <Strictness />
      </main>
      <PrivacyFooter />
    </>
  );
}
