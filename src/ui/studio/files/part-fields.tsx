/** @file Which part of the videos: from and to in seconds, typed or taken from where the shown video stands. */
import { useState } from 'preact/hooks';

export interface Part {
  readonly fromS: number | undefined;
  readonly toS: number | undefined;
}

export interface PartFieldsProps {
  readonly part: Part;
  /** Where the shown video stands; undefined without one. */
  readonly nowS: number | undefined;
  readonly isDisabled: boolean;
  onChange(part: Part): void;
}

export function PartFields({ part, nowS, isDisabled, onChange }: PartFieldsProps) {
  return (
    <div class="part-fields" role="group" aria-label="Part of the videos">
      <Field
        label="From"
        testId="files-from"
        placeholder="start"
        value={part.fromS}
        nowS={nowS}
        isDisabled={isDisabled}
        onChange={(fromS) => {
          onChange({ ...part, fromS });
        }}
      />
      <Field
        label="To"
        testId="files-to"
        placeholder="end"
        value={part.toS}
        nowS={nowS}
        isDisabled={isDisabled}
        onChange={(toS) => {
          onChange({ ...part, toS });
        }}
      />
      <span class="hint">seconds</span>
    </div>
  );
}

interface FieldProps {
  readonly label: string;
  readonly testId: string;
  readonly placeholder: string;
  readonly value: number | undefined;
  readonly nowS: number | undefined;
  readonly isDisabled: boolean;
  onChange(value: number | undefined): void;
}

function Field({ label, testId, placeholder, value, nowS, isDisabled, onChange }: FieldProps) {
  // What is being typed ("1." on the way to "1.5") is kept as it is; a value from elsewhere replaces it.
  const [draft, setDraft] = useState('');
  const shown = readSeconds(draft) === value ? draft : String(value ?? '');
  return (
    <label class="part-field">
      <span>{label}</span>
      <input
        class="text-field"
        type="text"
        inputMode="decimal"
        data-testid={testId}
        placeholder={placeholder}
        value={shown}
        aria-invalid={shown.trim() !== '' && readSeconds(shown) === undefined}
        disabled={isDisabled}
        onInput={(event) => {
          setDraft(event.currentTarget.value);
          onChange(readSeconds(event.currentTarget.value));
        }}
      />
      {nowS !== undefined && (
        <button
          class="link"
          type="button"
          title="Where the video stands now"
          disabled={isDisabled}
          onClick={() => {
            onChange(Math.round(nowS * 100) / 100);
          }}
        >
          here
        </button>
      )}
    </label>
  );
}

/** Undefined for whatever is no time. */
function readSeconds(text: string): number | undefined {
  const seconds = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
