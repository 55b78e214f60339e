/** @file Entry of the Studio. */
import { render } from 'preact';
import { ownTabId } from '../../platform/extension-pages.ts';
import { Studio } from './studio.tsx';

render(<Studio tabId={await ownTabId()} />, document.body);
