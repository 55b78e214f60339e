/** @file What the popup says about the tab itself: where recognition can run, and what switching it on means. */
import { faultText, type FaultText } from '../../core/errors/fault-texts.ts';
import type { CurrentTab } from '../../platform/current-tab.ts';

type ClosedKind = Exclude<CurrentTab['kind'], 'web'>;

const ELSEWHERE = 'You can still enroll people from a picture or with the webcam.';

/** Why recognition cannot run in a tab of this kind. */
export function describeClosedTab(kind: ClosedKind): FaultText {
  switch (kind) {
    case 'browser-page':
      return {
        ...faultText('page-not-allowed'),
        remedy: `The browser keeps its own pages closed to extensions. ${ELSEWHERE}`,
      };
    case 'store':
      return {
        ...faultText('page-not-allowed'),
        remedy: `The browser keeps its store closed to extensions. ${ELSEWHERE}`,
      };
    case 'pdf':
      return {
        ...faultText('page-not-allowed'),
        remedy: `The browser keeps its PDF viewer closed to extensions. ${ELSEWHERE}`,
      };
    case 'file':
      return { text: 'Nametag does not run on files opened from the disk.', remedy: ELSEWHERE };
    case 'unknown':
      // Clicked on a web page, the browser tells its address: only a page that it keeps closed has none.
      return {
        ...faultText('page-not-allowed'),
        remedy: `${faultText('page-not-allowed').remedy} ${ELSEWHERE}`,
      };
  }
}

export type SiteState = 'reading' | 'off' | 'asking' | 'refused' | 'on';

/** The line under the site switch. */
export function describeSite(state: SiteState): string {
  switch (state) {
    case 'reading':
      return ' ';
    case 'off':
      return 'Your browser will ask, for this site only.';
    case 'asking':
      return 'Please allow it in the browser’s question.';
    case 'refused':
      return 'It was not allowed, so Nametag stays off. Switch again to be asked once more.';
    case 'on':
      return 'On for this site only.';
  }
}
