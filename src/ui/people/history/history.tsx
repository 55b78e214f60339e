/** @file The history of corrections: what was said, about which picture, and taking it back. */
import { useState } from 'preact/hooks';
import type { Correction } from '../../../core/corrections/correction.ts';
import { describeAgo } from '../ago-words.ts';
import type { People } from '../people-context.ts';
import { describeCorrection, describeGrounds } from './history-words.ts';

const SHOWN_AT_FIRST = 6;

export interface HistoryProps {
  /** Newest first. */
  readonly corrections: readonly Correction[];
  readonly people: People;
  onUndo(correctionId: string): void;
}

export function History({ corrections, people, onUndo }: HistoryProps) {
  const [isOpen, setIsOpen] = useState(false);
  if (corrections.length === 0) return null;
  const shown = isOpen ? corrections : corrections.slice(0, SHOWN_AT_FIRST);
  return (
    <section class="section history" aria-label="Corrections">
      <h2>Corrections</h2>
      <ul class="card history-list">
        {shown.map((correction) => (
          <Entry key={correction.id} correction={correction} people={people} onUndo={onUndo} />
        ))}
      </ul>
      {corrections.length > shown.length && (
        <button
          class="button is-quiet"
          type="button"
          onClick={() => {
            setIsOpen(true);
          }}
        >
          Show {corrections.length - shown.length} more
        </button>
      )}
    </section>
  );
}

interface EntryProps extends Pick<HistoryProps, 'people' | 'onUndo'> {
  readonly correction: Correction;
}

function Entry({ correction, people, onUndo }: EntryProps) {
  const { rejection, undoneAtMs, liftedBy } = correction;
  const isUndone = undoneAtMs !== undefined;
  const words = describeCorrection(correction);
  const grounds = describeGrounds(correction);
  const face = rejection?.faces[0];
  const matched = people.anchors
    .flatMap(({ samples }) => samples)
    .find(({ id }) => id === rejection?.grounds?.sampleId);
  return (
    <li
      class={`history-entry${isUndone ? ' is-undone' : ''}`}
      data-testid="correction"
      data-kind={correction.kind}
    >
      {face !== undefined && (
        <span class="history-pictures">
          <span class="sample-picture">
            <img src={face.cropUrl} alt={`The face that is not ${correction.name}`} />
          </span>
          {matched !== undefined && (
            <span class="sample-picture" title={`The picture of ${correction.name} that it was taken for`}>
              <img src={matched.cropUrl} alt={`The picture of ${correction.name} that it was taken for`} />
            </span>
          )}
        </span>
      )}
      <span class="history-text">
        <span class="history-words">{words}</span>
        <span class="hint">
          {describeAgo(correction.madeAtMs, Date.now())}
          {grounds !== undefined && !isUndone && <> · {grounds}</>}
        </span>
      </span>
      {isUndone ? (
        <span class="hint">{liftedBy === undefined ? 'Undone' : 'Replaced by a later one'}</span>
      ) : (
        <button
          class="link"
          type="button"
          data-testid="correction-undo"
          aria-label={`Undo: ${words}`}
          onClick={() => {
            onUndo(correction.id);
          }}
        >
          Undo
        </button>
      )}
    </li>
  );
}
