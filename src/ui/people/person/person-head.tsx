/** @file The head of a person's page: portrait, name, how surely they are recognised, and what can be done with them as a whole. */
import { useRef, useState } from 'preact/hooks';
import type { Anchor } from '../../../core/gallery/anchor.ts';
import { countOf } from '../../shared/plural.ts';
import { describeDate } from '../ago-words.ts';
import { describeMistakes } from '../checkup/mistakes-words.ts';
import { bestSample, type People } from '../people-context.ts';
import { SamplePicture } from '../sample-picture.tsx';
import type { DoctorState } from '../use-diagnosis.ts';
import { MostLike } from './most-like.tsx';

export interface PersonHeadProps {
  readonly anchor: Anchor;
  readonly people: People;
  readonly doctor: DoctorState;
  readonly canMerge: boolean;
  onMerge(): void;
}

export function PersonHead({ anchor, people, doctor, canMerge, onMerge }: PersonHeadProps) {
  const [isRenaming, setIsRenaming] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const expectations = doctor.diagnosis?.expectations.filter(({ anchorId }) => anchorId === anchor.id);
  const mistakes = describeMistakes(expectations ?? []);
  const rename = async (): Promise<void> => {
    const name = input.current?.value ?? '';
    if (name !== anchor.name) await people.perform({ kind: 'rename', anchorId: anchor.id, name });
    setIsRenaming(false);
  };
  return (
    <div class="person-head">
      <SamplePicture sample={bestSample(anchor)} />
      <div class="person-about">
        {isRenaming ? (
          <form
            class="rename"
            onSubmit={(event) => {
              event.preventDefault();
              void rename();
            }}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setIsRenaming(false);
            }}
          >
            <input
              ref={(element) => {
                input.current = element;
                if (element !== null && document.activeElement !== element) element.select();
              }}
              class="text-field"
              data-testid="person-rename-input"
              aria-label={`New name of ${anchor.name}`}
              autocomplete="off"
              spellcheck={false}
              defaultValue={anchor.name}
            />
            <button class="button is-primary" type="submit">
              Save
            </button>
          </form>
        ) : (
          <h2 class="person-title">{anchor.name}</h2>
        )}
        <p class="hint">
          {countOf(anchor.samples.length, 'picture')}, saved since {describeDate(anchor.createdAtMs)}
        </p>
        {mistakes !== undefined && <p class="hint">{mistakes}</p>}
        <MostLike anchor={anchor} people={people} doctor={doctor} />
        <div class="person-actions">
          <button
            class="button"
            type="button"
            data-testid="person-rename"
            onClick={() => {
              setIsRenaming(!isRenaming);
            }}
          >
            Rename
          </button>
          {canMerge && (
            <button class="button" type="button" data-testid="person-merge" onClick={onMerge}>
              Merge into…
            </button>
          )}
          <button
            class="button"
            type="button"
            data-testid="person-delete"
            onClick={() => void people.perform({ kind: 'delete', anchorId: anchor.id })}
          >
            Delete
          </button>
        </div>
        <button
          class="never-name"
          type="button"
          role="switch"
          aria-checked={anchor.isNeverNamed}
          data-testid="never-name"
          onClick={() => {
            const isNeverNamed = !anchor.isNeverNamed;
            void people.perform({ kind: 'never-name', anchorId: anchor.id, isNeverNamed });
          }}
        >
          <span class="switch" />
          <span>
            <strong>Never name</strong>
            <span class="hint">The face is recognized, and its name shows nowhere.</span>
          </span>
        </button>
      </div>
    </div>
  );
}
