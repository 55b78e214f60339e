/** @file All pictures of a person, and what can be done with those that are chosen. */
import { useState } from 'preact/hooks';
import type { PersonExpectation } from '../../../core/doctor/expected-mistakes.ts';
import type { Anchor } from '../../../core/gallery/anchor.ts';
import { openStudio } from '../../../platform/extension-pages.ts';
import { countOf } from '../../shared/plural.ts';
import { nameOf, type People } from '../people-context.ts';
import { SampleCard } from './sample-card.tsx';

export interface PersonSamplesProps {
  readonly anchor: Anchor;
  readonly people: People;
  readonly expectation: PersonExpectation | undefined;
  readonly canMove: boolean;
  onMove(sampleIds: readonly string[]): void;
}

export function PersonSamples({ anchor, people, expectation, canMove, onMove }: PersonSamplesProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { samples } = anchor;
  // Those that went away while they were chosen are not.
  const chosenIds = samples.map(({ id }) => id).filter((id) => chosen.has(id));
  const toggle = (sampleId: string): void => {
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(sampleId)) after.add(sampleId);
      return after;
    });
  };
  const clear = (): void => {
    setChosen(new Set());
  };
  const remove = (sampleIds: readonly string[]): void => {
    void people.perform({ kind: 'remove', anchorId: anchor.id, sampleIds });
  };
  const doubtOf = (sampleId: string): string | undefined => {
    const wrong = expectation?.wrong.find((one) => one.sampleId === sampleId);
    if (wrong !== undefined) return `Would be named ${nameOf(people, wrong.anchorId)}`;
    return expectation?.unknown.includes(sampleId) === true ? 'Would not be recognized' : undefined;
  };
  return (
    <section class="section" aria-label="Pictures">
      <h2>
        Pictures <span class="count">{samples.length}</span>
      </h2>
      {samples.length === 0 && (
        <div class="empty-person">
          <p class="empty">Without a picture, {anchor.name} cannot be recognized.</p>
          <button class="button" type="button" onClick={() => void openStudio()}>
            Take pictures in Studio
          </button>
        </div>
      )}
      {chosenIds.length > 0 && (
        <div class="chosen-bar" role="toolbar" aria-label="Chosen pictures">
          <span class="chosen-count">{countOf(chosenIds.length, 'picture')} chosen</span>
          {canMove && (
            <button
              class="button"
              type="button"
              data-testid="chosen-move"
              onClick={() => {
                onMove(chosenIds);
              }}
            >
              Move to…
            </button>
          )}
          <button
            class="button"
            type="button"
            data-testid="chosen-remove"
            onClick={() => {
              remove(chosenIds);
              clear();
            }}
          >
            Remove
          </button>
          <button class="button is-quiet" type="button" onClick={clear}>
            Choose none
          </button>
        </div>
      )}
      <ul class="samples">
        {samples.map((sample, index) => (
          <SampleCard
            key={sample.id}
            sample={sample}
            label={`Picture ${String(index + 1)} of ${anchor.name}`}
            doubt={doubtOf(sample.id)}
            isChosen={chosen.has(sample.id)}
            canMove={canMove}
            onToggle={() => {
              toggle(sample.id);
            }}
            onRemove={() => {
              remove([sample.id]);
            }}
            onMove={() => {
              onMove([sample.id]);
            }}
          />
        ))}
      </ul>
    </section>
  );
}
