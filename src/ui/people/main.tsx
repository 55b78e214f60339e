/** @file Entry of the people page. */
import { render } from 'preact';
import { PeoplePage } from './people-page.tsx';

render(<PeoplePage />, document.body);
