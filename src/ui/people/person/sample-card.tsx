/** @file One picture of a person: when and where it was taken, how clear it is, choosing, moving and removing it. */
import type { Sample } from '../../../core/gallery/anchor.ts';
import { Icon } from '../../shared/icons.tsx';
import { describeDate } from '../ago-words.ts';
import { SamplePicture } from '../sample-picture.tsx';
import { describeQuality, describeSource } from './sample-words.ts';

export interface SampleCardProps {
  readonly sample: Sample;
  readonly label: string;
  /** What the others would make of it, if that is not the right name. */
  readonly doubt: string | undefined;
  readonly isChosen: boolean;
  readonly canMove: boolean;
  onToggle(): void;
  onRemove(): void;
  onMove(): void;
}

export function SampleCard(props: SampleCardProps) {
  const { sample, label, doubt, isChosen, canMove, onToggle, onRemove, onMove } = props;
  return (
    <li class={`sample${isChosen ? ' is-chosen' : ''}`} data-testid="sample" data-sample={sample.id}>
      <label class="sample-choose">
        <input type="checkbox" checked={isChosen} aria-label={`Choose ${label}`} onChange={onToggle} />
        <SamplePicture sample={sample} alt={label} />
        <span class="sample-tick" aria-hidden="true">
          <Icon name="check" />
        </span>
      </label>
      <p class="sample-words">
        <span>{describeDate(sample.enrolledAtMs)}</span>
        <span class="hint">
          {describeSource(sample.source)}, {describeQuality(sample.quality)}
        </span>
        {doubt !== undefined && <span class="sample-doubt">{doubt}</span>}
      </p>
      <span class="sample-actions">
        {canMove && (
          <button
            class="icon-button"
            type="button"
            aria-label={`Move ${label} to somebody else`}
            title="Move to somebody else"
            data-testid="sample-move"
            onClick={onMove}
          >
            <Icon name="move" />
          </button>
        )}
        <button
          class="icon-button"
          type="button"
          aria-label={`Remove ${label}`}
          title="Remove"
          data-testid="sample-remove"
          onClick={onRemove}
        >
          <Icon name="trash" />
        </button>
      </span>
    </li>
  );
}
