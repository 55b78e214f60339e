/** @file Entry of the popup. */
import { render } from 'preact';
import { readCurrentTab } from '../../platform/current-tab.ts';
import { Popup } from './popup.tsx';

const isPage = new URLSearchParams(location.search).has('tab');
document.documentElement.classList.toggle('is-page', isPage);
render(<Popup tab={await readCurrentTab()} isPage={isPage} />, document.body);
