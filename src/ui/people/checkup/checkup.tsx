/** @file The check-up: what the gallery doctor found, the gravest first, and the mistakes to expect. */
import { useState } from 'preact/hooks';
import { Icon } from '../../shared/icons.tsx';
import { EngineNotice } from './engine-notice.tsx';
import { FindingCard } from './finding-card.tsx';
import { describeMistakes } from './mistakes-words.ts';
import type { People } from '../people-context.ts';
import { currentFindings, findingKey } from './current-findings.ts';
import type { DoctorState } from '../use-diagnosis.ts';

/** More cards than this are asked for. */
const SHOWN_AT_FIRST = 3;

export interface CheckupProps {
  readonly people: People;
  readonly doctor: DoctorState;
  onRestart(): void;
}

export function Checkup({ people, doctor, onRestart }: CheckupProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { diagnosis, share } = doctor;
  const findings = currentFindings(diagnosis?.findings ?? [], people);
  const problems = findings.filter(({ severity }) => severity !== 'tip');
  const shown = isOpen ? findings : findings.slice(0, SHOWN_AT_FIRST);
  const mistakes = diagnosis === undefined ? undefined : describeMistakes(diagnosis.expectations);
  return (
    <section
      class="section checkup"
      aria-label="Check-up"
      data-testid="checkup"
      data-busy={share !== undefined}
    >
      <h2>Check-up {problems.length > 0 && <span class="count is-warn">{problems.length}</span>}</h2>
      {diagnosis === undefined ? (
        <EngineNotice doctor={doctor} onRestart={onRestart} />
      ) : (
        <div class="card checkup-summary">
          <span class={`checkup-mark${problems.length > 0 ? ' is-warn' : ''}`}>
            <Icon name={problems.length > 0 ? 'look' : 'check'} />
          </span>
          <div>
            <p class="checkup-title" data-testid="checkup-title">
              {titleOf(problems.length)}
            </p>
            <p class="hint" data-testid="mistakes">
              {mistakes ??
                'As soon as somebody has two pictures, it is known how surely they are recognized.'}
            </p>
            {diagnosis.comparedSamples < diagnosis.samples && (
              <p class="hint">
                That many pictures are compared in part: {diagnosis.comparedSamples} of {diagnosis.samples}.
              </p>
            )}
          </div>
        </div>
      )}
      {share !== undefined && diagnosis !== undefined && share > 0 && (
        <progress class="checkup-progress" value={share} aria-label="Checking again" />
      )}
      <ul class="findings">
        {shown.map((finding) => (
          <FindingCard key={findingKey(finding)} finding={finding} people={people} />
        ))}
      </ul>
      {findings.length > shown.length && (
        <button
          class="button is-quiet"
          type="button"
          onClick={() => {
            setIsOpen(true);
          }}
        >
          Show {findings.length - shown.length} more
        </button>
      )}
      {isOpen && (diagnosis?.moreFindings ?? 0) > 0 && (
        <p class="hint">{diagnosis?.moreFindings} more follow when these are dealt with.</p>
      )}
    </section>
  );
}

function titleOf(problems: number): string {
  if (problems === 0) return 'Everything looks fine.';
  return problems === 1 ? 'One thing to look at.' : `${String(problems)} things to look at.`;
}
