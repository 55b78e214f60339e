/** @file Choosing which pictures of a group show somebody else. */
import { useState } from 'preact/hooks';
import type { GroupStatus } from '../../../protocol/group-messages.ts';

export interface SplitFormProps {
  readonly group: GroupStatus;
  readonly pictures: ReadonlyMap<string, string>;
  onSplit(looks: readonly string[]): void;
  onCancel(): void;
}

export function SplitForm({ group, pictures, onSplit, onCancel }: SplitFormProps) {
  const [chosen, setChosen] = useState<readonly string[]>(group.strangers);
  const looks = group.looks.filter((look) => pictures.has(look));
  const wanted = chosen.filter((look) => looks.includes(look));
  const canSplit = wanted.length > 0 && wanted.length < looks.length;
  return (
    <div class="group-form">
      <p class="hint">Click the pictures that show somebody else.</p>
      <ul class="group-pictures">
        {looks.map((look, index) => (
          <li key={look}>
            <button
              type="button"
              class="group-pick"
              aria-pressed={wanted.includes(look)}
              aria-label={`Picture ${String(index + 1)}`}
              data-testid="group-pick"
              onClick={() => {
                setChosen(wanted.includes(look) ? wanted.filter((one) => one !== look) : [...wanted, look]);
              }}
            >
              <img src={pictures.get(look)} alt="" />
            </button>
          </li>
        ))}
      </ul>
      <div class="group-buttons">
        <button
          class="button is-primary"
          type="button"
          data-testid="group-split-save"
          disabled={!canSplit}
          onClick={() => {
            onSplit(wanted);
          }}
        >
          Split off
        </button>
        <button class="button is-quiet" type="button" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </div>
  );
}
