/** @file "Tell me when somebody appears": off until it is wanted. */
import type { Anchor } from '../../../core/gallery/anchor.ts';
import type { NoticeRules } from '../../../core/notices/notice-rules.ts';
import { Notice } from '../../shared/notice.tsx';
import { ChosenPeople } from './chosen-people.tsx';
import type { Notices } from './use-notices.ts';

export interface NoticesCardProps {
  readonly notices: Notices;
  readonly anchors: readonly Anchor[];
}

const WHO: readonly { readonly who: NoticeRules['who']; readonly title: string }[] = [
  { who: 'saved', title: 'Everybody who is saved' },
  { who: 'chosen', title: 'Only some of them' },
  { who: 'nobody', title: 'None of them' },
];

export function NoticesCard({ notices: { rules, isRefused, change }, anchors }: NoticesCardProps) {
  return (
    <section class="section" aria-label="Notices">
      <h2>Notices</h2>
      <div class="card notices">
        <button
          class="notice-switch"
          type="button"
          role="switch"
          aria-checked={rules.isOn}
          data-testid="notices-switch"
          onClick={() => {
            change({ ...rules, isOn: !rules.isOn });
          }}
        >
          <span>
            <strong>Tell me when somebody appears</strong>
            <span class="hint">
              A notification of your browser, while this page watches. Also from another tab.
            </span>
          </span>
          <span class="switch" />
        </button>
        {isRefused && (
          <Notice
            text="Your browser was not allowed to show notifications."
            remedy="Switch it on again and allow them."
            testId="notices-refused"
          />
        )}
        {rules.isOn && <Rules rules={rules} anchors={anchors} onChange={change} />}
      </div>
    </section>
  );
}

interface RulesProps {
  readonly rules: NoticeRules;
  readonly anchors: readonly Anchor[];
  onChange(rules: NoticeRules): void;
}

function Rules({ rules, anchors, onChange }: RulesProps) {
  const toggleAnchor = (id: string): void => {
    const others = rules.anchorIds.filter((one) => one !== id);
    onChange({ ...rules, anchorIds: others.length < rules.anchorIds.length ? others : [...others, id] });
  };
  return (
    <>
      <fieldset>
        <legend>For whom</legend>
        {WHO.map(({ who, title }) => (
          <label class="notice-choice" key={who}>
            <input
              type="radio"
              name="notices-who"
              data-testid={`notices-${who}`}
              checked={rules.who === who}
              onChange={() => {
                onChange({ ...rules, who });
              }}
            />
            {title}
          </label>
        ))}
        {rules.who === 'chosen' && (
          <ChosenPeople anchors={anchors} chosen={rules.anchorIds} onToggle={toggleAnchor} />
        )}
        <label class="notice-choice">
          <input
            type="checkbox"
            data-testid="notices-unknown"
            checked={rules.isForUnknown}
            onChange={() => {
              onChange({ ...rules, isForUnknown: !rules.isForUnknown });
            }}
          />
          Somebody unknown
        </label>
      </fieldset>
      <fieldset>
        <legend>Quiet hours</legend>
        <div class="notice-hours">
          <HourField
            label="From"
            testId="notices-quiet-from"
            minute={rules.quietFromMinute}
            onChange={(quietFromMinute) => {
              onChange({ ...rules, quietFromMinute });
            }}
          />
          <HourField
            label="to"
            testId="notices-quiet-to"
            minute={rules.quietToMinute}
            onChange={(quietToMinute) => {
              onChange({ ...rules, quietToMinute });
            }}
          />
          {rules.quietFromMinute === rules.quietToMinute && <span class="hint">none</span>}
        </div>
      </fieldset>
    </>
  );
}

interface HourFieldProps {
  readonly label: string;
  readonly testId: string;
  readonly minute: number;
  onChange(minute: number): void;
}

function HourField({ label, testId, minute, onChange }: HourFieldProps) {
  const two = (value: number): string => String(value).padStart(2, '0');
  return (
    <label class="notice-choice">
      {label}
      <input
        class="text-field"
        type="time"
        data-testid={testId}
        value={`${two(Math.floor(minute / 60))}:${two(minute % 60)}`}
        onInput={(event) => {
          const [hours, minutes] = event.currentTarget.value.split(':').map(Number);
          if (hours !== undefined && minutes !== undefined && Number.isFinite(hours + minutes))
            onChange(hours * 60 + minutes);
        }}
      />
    </label>
  );
}
