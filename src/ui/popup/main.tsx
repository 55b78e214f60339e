/** @file Entry of the popup. Its address may name the tab (opened as a page) and the face that it is about. */
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { isPdf, readCurrentTab, type CurrentTab } from '../../platform/current-tab.ts';
import { FaceSurface } from './face-surface.tsx';
import { Popup } from './popup.tsx';

interface EntryProps {
  readonly tab: CurrentTab;
  readonly isPage: boolean;
  readonly face: string | null;
}

function Entry({ tab, isPage, face }: EntryProps) {
  const [isAboutFace, setAboutFace] = useState(face !== null);
  if (face === null || !isAboutFace) return <Popup tab={tab} isPage={isPage} />;
  return (
    <FaceSurface
      tabId={tab.tabId}
      face={face}
      onShowAll={() => {
        setAboutFace(false);
      }}
    />
  );
}

const address = new URLSearchParams(location.search);
const isPage = address.has('tab');
const face = address.get('face');
document.documentElement.classList.toggle('is-page', isPage);
// A window that stands in for the popup closes like one.
if (isPage && face !== null)
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) close();
  });
const tab = await readCurrentTab();
const paint = (shown: CurrentTab): void => {
  render(<Entry tab={shown} isPage={isPage} face={face} />, document.body);
};
paint(tab);
// The page itself has to be asked, and may take its time.
if (tab.kind === 'web' && (await isPdf(tab.tabId))) paint({ tabId: tab.tabId, kind: 'pdf' });
