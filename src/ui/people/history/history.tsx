/** @file The history of corrections: what was said, about which picture, and taking it back. */
import { useMemo } from 'preact/hooks';
import type { Correction } from '../../../core/corrections/correction.ts';
import { describeAgo } from '../ago-words.ts';
import type { Sample } from '../../../core/gallery/anchor.ts';
import { FIRST_PART_ONLY } from '../../shared/parts/list-parts.ts';
import { More } from '../../shared/parts/more.tsx';
import { useParts } from '../../shared/parts/use-parts.ts';
import type { People } from '../people-context.ts';
import { describeCorrection, describeGrounds } from './history-words.ts';

const PART = 6;

export interface HistoryProps {
  /** Newest first. */
  readonly corrections: readonly Correction[];
  readonly people: People;
  onUndo(correctionId: string): void;
}

export function History({ corrections, people, onUndo }: HistoryProps) {
  const parts = useParts(corrections, { size: PART, first: FIRST_PART_ONLY });
  const matched = useMemo(() => matchedSamples(corrections, people), [corrections, people.anchors]);
  if (corrections.length === 0) return null;
  return (
    <section class="section history" aria-label="Corrections">
      <h2>Corrections</h2>
      <ul class="card history-list">
        {parts.shown.map((correction) => (
          <Entry
            key={correction.id}
            correction={correction}
            matched={matched.get(correction.rejection?.grounds?.sampleId ?? '')}
            onUndo={onUndo}
          />
        ))}
      </ul>
      <More parts={parts} noun="corrections" />
    </section>
  );
}

/** By their ids, the pictures that faces were taken for: whoever has them by now. */
function matchedSamples(
  corrections: readonly Correction[],
  { anchors }: People,
): ReadonlyMap<string, Sample> {
  const wanted = new Set(corrections.flatMap(({ rejection }) => rejection?.grounds?.sampleId ?? []));
  if (wanted.size === 0) return new Map();
  const all = anchors.flatMap(({ samples }) => samples);
  return new Map(all.filter(({ id }) => wanted.has(id)).map((sample) => [sample.id, sample]));
}

interface EntryProps extends Pick<HistoryProps, 'onUndo'> {
  readonly correction: Correction;
  readonly matched: Sample | undefined;
}

function Entry({ correction, matched, onUndo }: EntryProps) {
  const { rejection, change, undoneAtMs, liftedBy } = correction;
  const isUndone = undoneAtMs !== undefined;
  // What did more than reject a face was taken back by the person alone.
  const isReplaced = liftedBy !== undefined && change === undefined;
  const words = describeCorrection(correction);
  const grounds = describeGrounds(correction);
  const face = rejection?.faces[0];
  const notWhom = rejection?.against.name ?? '';
  return (
    <li
      class={`history-entry${isUndone ? ' is-undone' : ''}`}
      data-testid="correction"
      data-kind={correction.kind}
    >
      {face !== undefined && (
        <span class="history-pictures">
          <span class="sample-picture">
            <img src={face.cropUrl} alt={`The face that is not ${notWhom}`} />
          </span>
          {matched !== undefined && (
            <span class="sample-picture" title={`The picture of ${notWhom} that it was taken for`}>
              <img src={matched.cropUrl} alt={`The picture of ${notWhom} that it was taken for`} />
            </span>
          )}
        </span>
      )}
      <span class="history-text">
        <span class="history-words">{words}</span>
        <span class="hint">
          {describeAgo(correction.madeAtMs, Date.now())}
          {grounds !== undefined && <> · {grounds}</>}
        </span>
      </span>
      {isUndone ? (
        <span class="hint">{isReplaced ? 'Replaced by a later one' : 'Undone'}</span>
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
