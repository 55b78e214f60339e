/** @file The way to the people page, in the head of the other pages. */
import { openPeople } from '../../platform/extension-pages.ts';
import { Icon } from './icons.tsx';

export function PeopleButton() {
  return (
    <button
      class="icon-button"
      type="button"
      data-testid="open-people"
      aria-label="People"
      title="People"
      onClick={() => void openPeople()}
    >
      <Icon name="people" />
    </button>
  );
}
