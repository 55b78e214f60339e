/** @file Entry of the settings page. */
import { render } from 'preact';
import { SettingsPage } from './settings-page.tsx';

render(<SettingsPage />, document.body);
